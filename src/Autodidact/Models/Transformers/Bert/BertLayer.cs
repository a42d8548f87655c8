using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>A layer of BERT: attention and a small network, norms behind each (post-norm); the published names.</summary>
internal sealed class BertLayer : Module
{
    private static readonly string[] s_parts =
    [
        "attention.output.LayerNorm.weight", "attention.output.LayerNorm.bias",
        "attention.self.query.weight", "attention.self.key.weight", "attention.self.value.weight", "attention.self.query.bias", "attention.self.key.bias", "attention.self.value.bias",
        "attention.output.dense.weight", "attention.output.dense.bias", "output.LayerNorm.weight", "output.LayerNorm.bias",
        "intermediate.dense.weight", "intermediate.dense.bias", "output.dense.weight", "output.dense.bias",
    ];

    private readonly int _heads;
    private readonly double _dropout;
    private readonly Linear _query, _key, _value, _attended, _intermediate, _output;
    private readonly LayerNorm _attendedNorm, _outputNorm;
    private readonly WholeBlock _whole;

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
        _whole = new(this, s_parts, _heads, BertEncoder.Epsilon, normsBehind: true);
    }

    /// <param name="rows"><c>[batch, length, width]</c>.</param>
    /// <param name="sight">What each token may attend to.</param>
    public Tensor Forward(Tensor rows, BertSight sight)
    {
        if (sight.IsWhole && _whole.Forward(rows, IsTraining ? _dropout : 0, sight.Texts) is Tensor whole) return whole;
        Tensor? bias = sight.Bias;
        // What is computed on the way is let go at once: without a graph memory would grow with the depth of the network otherwise.
        using TensorScope scope = new();
        Tensor attended = Attention.Attend(Part(_query, rows), Part(_key, rows), Part(_value, rows), bias, IsTraining ? _dropout : 0);
        Tensor middle = _attendedNorm.Forward(rows + Dropped(_attended.Forward(attended.Transpose(1, 2).Reshape([rows.Size(0), rows.Size(1), -1]))));
        return _outputNorm.Forward(middle + Dropped(_output.Forward(_intermediate.Forward(middle).Gelu()))).Keep();
    }

    public Tensor Map(Tensor rows, Tensor? bias) => Attention.Weights(Part(_query, rows), Part(_key, rows), bias);

    private Tensor Dropped(Tensor branch) => branch.Dropout(_dropout, IsTraining);

    // [batch, heads, tokens, size of a head].
    private Tensor Part(Linear layer, Tensor rows) => layer.Forward(rows).Reshape([rows.Size(0), rows.Size(1), _heads, -1]).Transpose(1, 2);
}
