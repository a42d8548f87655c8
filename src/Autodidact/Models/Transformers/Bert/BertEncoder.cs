using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>
/// BERT (Devlin et al. 2019, arXiv:1810.04805) with the published parameter names, so that checkpoints of bert-base and its kin load. Tokens and segments are 64-bit numbers,
/// <c>[batch, length]</c>.
/// </summary>
public sealed class BertEncoder : Backbone
{
    internal const double Epsilon = 1e-12;

    private const double FirstWeights = 0.02;

    private readonly BertEmbeddings _embeddings;
    private readonly BertLayer[] _layers;
    private readonly Linear _pooler;
    private readonly BertShape _shape;

    public BertEncoder(BertShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Width % shape.Heads != 0) throw new ArgumentException($"{shape.Heads} heads do not divide a width of {shape.Width}.", nameof(shape));
        _shape = shape;
        _embeddings = Child("embeddings", new BertEmbeddings(shape));
        _layers = [.. Enumerable.Range(0, shape.Depth).Select(i => Child($"encoder.layer.{i.ToString(CultureInfo.InvariantCulture)}", new BertLayer(shape)))];
        _pooler = Child("pooler.dense", new Linear(shape.Width, shape.Width));
        Initialization.Normal(this, FirstWeights);
    }

    /// <inheritdoc/>
    public override int FeatureSize => _shape.Width;

    /// <summary>The embeddings are layer 0, each layer is one more; the pooler learns as a head does.</summary>
    public override int HeadLayer => _shape.Depth + 1;

    /// <inheritdoc/>
    public override int LayerOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        string[] parts = parameter.Split('.');
        return parts is ["encoder", "layer", string number, ..] && int.TryParse(number, CultureInfo.InvariantCulture, out int layer) ? layer + 1 : parts[0] == "embeddings" ? 0 : HeadLayer;
    }

    /// <summary>The vectors of all tokens, <c>[vocabulary, width]</c>, which predictions of tokens share.</summary>
    public Tensor Words => _embeddings.Words.Weight;

    /// <summary>Features of texts: the first token's vector after the last layer, by itself or through the pooler, or the mean of all tokens'.</summary>
    /// <param name="input">Token numbers, 64-bit, <c>[batch, length]</c>, each row a text by itself, filled up with padding.</param>
    /// <returns><c>[batch, FeatureSize]</c>.</returns>
    public override Tensor Forward(Tensor input)
    {
        Tensor seen = Seen(input);
        return Features(Forward(input, Tensor.Zeros(input.Shape, ScalarType.Int64, input.Device), seen), seen);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes => [.. Enumerable.Repeat(_shape.Width, _shape.Depth + 1)];

    /// <summary>Features after the embeddings and after each layer. Only those of the last go through the pooler, which knows no others; of the rest the first token's vector stands for it.</summary>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input)
    {
        Tensor seen = Seen(input);
        IReadOnlyList<Tensor> hidden = Hidden(input, Tensor.Zeros(input.Shape, ScalarType.Int64, input.Device), seen);
        return [.. hidden.SkipLast(1).Select(rows => _shape.Pooling == Pooling.Pooler ? rows.Select(1, 0) : Features(rows, seen)), Features(hidden[^1], seen)];
    }

    /// <summary>The vectors of a sequence after the last layer, <c>[batch, length, width]</c>.</summary>
    /// <param name="tokens">Token numbers.</param>
    /// <param name="segments">0 for the first sentence, 1 for the second.</param>
    /// <param name="seen"><c>[batch, length]</c>: 1 for tokens, 0 for what only fills up a row; null where all are tokens.</param>
    public Tensor Forward(Tensor tokens, Tensor segments, Tensor? seen = null) => Hidden(tokens, segments, seen)[^1];

    /// <summary>The vectors of rows that several texts share, after the last layer, <c>[batch, length, width]</c>. Each text is read as if it were alone.</summary>
    /// <param name="tokens">Token numbers.</param>
    /// <param name="segments">0 for the first sentence, 1 for the second.</param>
    /// <param name="texts"><c>[batch, length]</c>: the number of the text that a token belongs to, from 1; 0 for what only fills up a row.</param>
    /// <param name="places"><c>[batch, length]</c>: a token's place in its text, from 0.</param>
    public Tensor Packed(Tensor tokens, Tensor segments, Tensor texts, Tensor places)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Layers(_embeddings.Forward(tokens, segments, places), new(null, texts, Words.Type))[^1];
    }

    /// <summary>The vectors after the embeddings and after each layer.</summary>
    /// <inheritdoc cref="Forward(Tensor, Tensor, Tensor)"/>
    public IReadOnlyList<Tensor> Hidden(Tensor tokens, Tensor segments, Tensor? seen = null) => Layers(_embeddings.Forward(tokens, segments, places: null), Sight(seen));

    /// <summary>The attention of each layer, <c>[batch, heads, length, length]</c> each.</summary>
    /// <inheritdoc cref="Forward(Tensor, Tensor, Tensor)"/>
    public IReadOnlyList<Tensor> Maps(Tensor tokens, Tensor segments, Tensor? seen = null)
    {
        Tensor? bias = Sight(seen).Bias;
        return [.. _layers.Zip(Hidden(tokens, segments, seen), (layer, rows) => layer.Map(rows, bias))];
    }

    /// <summary>The first token's vector through one more layer and a tanh, <c>[batch, width]</c>: what sentences are judged by.</summary>
    /// <param name="rows">After the last layer, <c>[batch, length, width]</c>.</param>
    public Tensor Pooled(Tensor rows) => _pooler.Forward(rows.Select(1, 0)).Tanh();

    private Tensor Seen(Tensor input) => input.Ne(_shape.Padding).To(Words.Type);

    private Tensor Features(Tensor rows, Tensor seen)
    {
        if (_shape.Pooling == Pooling.Class) return rows.Select(1, 0);
        if (_shape.Pooling == Pooling.Pooler) return Pooled(rows);
        Tensor weights = seen.To(rows.Type).Unsqueeze(-1);
        return (rows * weights).Sum([1L]) / weights.Sum([1L]).ClampMin(1L);
    }

    private List<Tensor> Layers(Tensor embedded, BertSight sight)
    {
        List<Tensor> hidden = [embedded];
        foreach (BertLayer layer in _layers) hidden.Add(layer.Forward(hidden[^1], sight));
        return hidden;
    }

    private BertSight Sight(Tensor? seen) => new(seen, texts: null, Words.Type);
}
