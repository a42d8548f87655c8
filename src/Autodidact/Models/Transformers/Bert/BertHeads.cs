using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>What BERT is pretrained through: predictions of hidden tokens, by the vectors of the tokens themselves, and of how two sentences belong together. The published names.</summary>
public sealed class BertHeads : Module
{
    private readonly BertEncoder _encoder;
    private readonly Linear _transform, _relationship;
    private readonly LayerNorm _norm;
    private readonly Tensor _bias;

    /// <param name="encoder">Whose tokens' vectors are shared; it stays its owner's.</param>
    public BertHeads(BertEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _encoder = encoder;
        (long vocabulary, long width) = (encoder.Words.Size(0), encoder.Words.Size(1));
        _transform = Child("predictions.transform.dense", new Linear(width, width));
        _norm = Child("predictions.transform.LayerNorm", new LayerNorm(width, BertEncoder.Epsilon));
        _bias = Parameter("predictions.bias", Tensor.Zeros([vocabulary]));
        _relationship = Child("seq_relationship", new Linear(width, 2));
        Initialization.Normal(this, 0.02);
    }

    /// <summary>Logits of every token of the vocabulary, <c>[..., vocabulary]</c>.</summary>
    /// <param name="rows">After the last layer, <c>[..., width]</c>.</param>
    public Tensor Tokens(Tensor rows) => Ops.Linear(_norm.Forward(_transform.Forward(rows).Gelu()), _encoder.Words, _bias);

    /// <summary>Logits of the two ways in which sentences belong together, <c>[batch, 2]</c>.</summary>
    /// <param name="pooled"><see cref="BertEncoder.Pooled"/>.</param>
    public Tensor Relationship(Tensor pooled) => _relationship.Forward(pooled);
}
