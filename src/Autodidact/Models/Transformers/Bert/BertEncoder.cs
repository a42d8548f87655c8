using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>
/// BERT (Devlin et al. 2019, arXiv:1810.04805) with the published parameter names, so that checkpoints of bert-base and its kin load. Tokens and segments are 64-bit numbers,
/// <c>[batch, length]</c>.
/// </summary>
public sealed class BertEncoder : Module
{
    internal const double Epsilon = 1e-12;

    private const double FirstWeights = 0.02;

    private readonly BertEmbeddings _embeddings;
    private readonly BertLayer[] _layers;
    private readonly Linear _pooler;

    public BertEncoder(BertShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Width % shape.Heads != 0) throw new ArgumentException($"{shape.Heads} heads do not divide a width of {shape.Width}.", nameof(shape));
        _embeddings = Child("embeddings", new BertEmbeddings(shape));
        _layers = [.. Enumerable.Range(0, shape.Depth).Select(i => Child($"encoder.layer.{i.ToString(CultureInfo.InvariantCulture)}", new BertLayer(shape)))];
        _pooler = Child("pooler.dense", new Linear(shape.Width, shape.Width));
        Initialization.Normal(this, FirstWeights);
    }

    /// <summary>The vectors of all tokens, <c>[vocabulary, width]</c>, which predictions of tokens share.</summary>
    public Tensor Words => _embeddings.Words.Weight;

    /// <summary>The vectors of a sequence after the last layer, <c>[batch, length, width]</c>.</summary>
    /// <param name="tokens">Token numbers.</param>
    /// <param name="segments">0 for the first sentence, 1 for the second.</param>
    /// <param name="seen"><c>[batch, length]</c>: 1 for tokens, 0 for what only fills up a row; null where all are tokens.</param>
    public Tensor Forward(Tensor tokens, Tensor segments, Tensor? seen = null) => Hidden(tokens, segments, seen)[^1];

    /// <summary>The vectors after the embeddings and after each layer.</summary>
    /// <inheritdoc cref="Forward"/>
    public IReadOnlyList<Tensor> Hidden(Tensor tokens, Tensor segments, Tensor? seen = null)
    {
        Tensor? bias = Bias(seen);
        List<Tensor> hidden = [_embeddings.Forward(tokens, segments)];
        foreach (BertLayer layer in _layers) hidden.Add(layer.Forward(hidden[^1], bias));
        return hidden;
    }

    /// <summary>The attention of each layer, <c>[batch, heads, length, length]</c> each.</summary>
    /// <inheritdoc cref="Forward"/>
    public IReadOnlyList<Tensor> Maps(Tensor tokens, Tensor segments, Tensor? seen = null)
    {
        Tensor? bias = Bias(seen);
        return [.. _layers.Zip(Hidden(tokens, segments, seen), (layer, rows) => layer.Map(rows, bias))];
    }

    /// <summary>The first token's vector through one more layer and a tanh, <c>[batch, width]</c>: what sentences are judged by.</summary>
    /// <param name="rows">After the last layer, <c>[batch, length, width]</c>.</param>
    public Tensor Pooled(Tensor rows) => _pooler.Forward(rows.Select(1, 0)).Tanh();

    // The published value, rather than minus infinity: a row without any token stays finite.
    private Tensor? Bias(Tensor? seen) => seen is null ? null : ((1 - seen.To(Words.Type)) * -10000.0).Unsqueeze(1).Unsqueeze(1);
}
