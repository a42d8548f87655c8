using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>A layer of BERT: attention and a small network, norms behind each (post-norm); the published names.</summary>
internal sealed class BertLayer : Module
{
    private readonly int _heads;
    private readonly double _dropout;
    private readonly Linear _query, _key, _value, _attended, _intermediate, _output;
    private readonly LayerNorm _attendedNorm, _outputNorm;

    public BertLayer(BertShape shape)
    {
        (_heads, _dropout) = (shape.Heads, shape.Dropout);
        _query = Child("attention.self.query", new Linear(shape.Width, shape.Width));
        _key = Child("attention.self.key", new Linear(shape.Width, shape.Width));
        _value = Child("attention.self.value", new Linear(shape.Width, shape.Width));
        _attended = Child("attention.output.dense", new Linear(shape.Width, shape.Width));
        _attendedNorm = Child("attention.output.LayerNorm", new LayerNorm(shape.Width, BertEncoder.Epsilon));
        _intermediate = Child("intermediate.dense", new Linear(shape.Width, shape.HiddenSize));
        _output = Child("output.dense", new Linear(shape.HiddenSize, shape.Width));
        _outputNorm = Child("output.LayerNorm", new LayerNorm(shape.Width, BertEncoder.Epsilon));
    }

    public Tensor Forward(Tensor rows, Tensor? bias)
    {
        Tensor attended = Attention.Attend(Part(_query, rows), Part(_key, rows), Part(_value, rows), bias, IsTraining ? _dropout : 0);
        Tensor middle = _attendedNorm.Forward(rows + Dropped(_attended.Forward(attended.Transpose(1, 2).Reshape([rows.Size(0), rows.Size(1), -1]))));
        return _outputNorm.Forward(middle + Dropped(_output.Forward(_intermediate.Forward(middle).Gelu())));
    }

    public Tensor Map(Tensor rows, Tensor? bias) => Attention.Weights(Part(_query, rows), Part(_key, rows), bias);

    private Tensor Dropped(Tensor branch) => branch.Dropout(_dropout, IsTraining);

    // [batch, heads, tokens, size of a head].
    private Tensor Part(Linear layer, Tensor rows) => layer.Forward(rows).Reshape([rows.Size(0), rows.Size(1), _heads, -1]).Transpose(1, 2);
}
