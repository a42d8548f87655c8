using Autodidact.Configuration;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Evaluation.Attention;

/// <summary>Where a transformer looks in a text: all weights of all its heads. Matrices are <c>[tokens, tokens]</c> in row order; a row is what one token takes of each, and sums to 1.</summary>
public sealed class TextAttention
{
    private readonly float[][][] _heads;
    private readonly float[][] _means, _rollouts;

    private TextAttention(string text, AttentionToken[] tokens, int leftOut, bool readsFirst, float[][][] heads, float[][] means, float[][] rollouts) =>
        (Text, Tokens, LeftOut, ReadsFirst, _heads, _means, _rollouts) = (text, tokens, leftOut, readsFirst, heads, means, rollouts);

    /// <summary>The text, whole.</summary>
    public string Text { get; }

    /// <summary>The tokens that the network read.</summary>
    public IReadOnlyList<AttentionToken> Tokens { get; }

    /// <summary>Tokens of the text that were one too many.</summary>
    public int LeftOut { get; }

    /// <summary>Whether the first token's vector is the text's feature vector; otherwise it is the mean of all.</summary>
    public bool ReadsFirst { get; }

    /// <summary>How many layers.</summary>
    public int Layers => _heads.Length;

    /// <summary>Heads of each layer.</summary>
    public int Heads => _heads[0].Length;

    /// <summary>The attention of a head.</summary>
    public IReadOnlyList<float> Weights(int layer, int head) => _heads[layer][head];

    /// <summary>The mean of a layer's heads.</summary>
    public IReadOnlyList<float> Mean(int layer) => _means[layer];

    /// <summary>What each token holds of each after a layer, by <see cref="AttentionMaps.Rollouts"/>.</summary>
    public IReadOnlyList<float> Rollout(int layer) => _rollouts[layer];

    /// <summary>What each head does.</summary>
    public IReadOnlyList<HeadFigures> Figures()
    {
        bool[] isMark = [.. Tokens.Select(token => token.IsMark)];
        return [.. _heads.SelectMany((heads, layer) => heads.Select((weights, head) => HeadFigures.Of(layer + 1, head + 1, weights, isMark)))];
    }

    /// <summary>What the text's feature vector takes of each token, <c>[tokens]</c>: the first row, or the mean of all.</summary>
    /// <param name="matrix">Weights of a head, a mean or a rollout.</param>
    public float[] Pooled(IReadOnlyList<float> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int count = Tokens.Count, rows = ReadsFirst ? 1 : count;
        return [.. Enumerable.Range(0, count).Select(column => Enumerable.Range(0, rows).Average(row => matrix[(row * count) + column]))];
    }

    /// <summary>Has an encoder read a text.</summary>
    /// <param name="encoder">One of texts, whose network is a transformer.</param>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="most">Most tokens, those around the text included; the encoder may read fewer.</param>
    /// <exception cref="ConfigurationException">The network has no attention, or nothing of the text is a token.</exception>
    public static TextAttention Of(Encoder encoder, string text, string name, int most)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        BertEncoder network = encoder.Backbone as BertEncoder
            ?? throw new ConfigurationException([new("run", encoder.Description.Backbone.Name, "has no attention to show; a run whose backbone is a transformer of texts, such as bert-tiny, has")]);
        TextPreprocessing preprocessing = (TextPreprocessing)encoder.Preprocessing;
        Tokenizer tokenizer = preprocessing.Cutter;
        TokenSequence all = tokenizer.Encode(text, readSpecial: false);
        int marks = tokenizer.Special.Prefix.Count + tokenizer.Special.Suffix.Count;
        if (all.Count == marks) throw new ConfigurationException([new("text", name, "has nothing in it that becomes a token; give a text with at least a word")]);
        int[] read = Cut(all.Count, Math.Max(marks + 1, Math.Min(most, preprocessing.Length)), tokenizer.Special.Suffix.Count);

        using TensorScope scope = new();
        using NoGradient guard = new();
        Device device = network.Parameters().First().Device;
        using FullPrecision precision = new(device);
        Tensor ids = Tensor.From([.. read.Select(place => (long)all.Ids[place])], 1, read.Length).To(device);
        IReadOnlyList<Tensor> maps = network.Maps(ids, Tensor.Zeros(ids.Shape, ScalarType.Int64, device));
        return new(
            text,
            [.. read.Select(place => Token(tokenizer, all.Ids[place], all.Ranges[place]))],
            all.Count - read.Length,
            encoder.Description.Backbone is BertBackboneOptions { Pooling: Pooling.Class or Pooling.Pooler },
            [.. maps.Select(map => map.Squeeze(0).Unbind().Select(Numbers).ToArray())],
            [.. maps.Select(map => Numbers(map.Mean([1L])))],
            [.. AttentionMaps.Rollouts(maps).Select(Numbers)]);
    }

    // What ends a text stays, as where features are computed.
    private static int[] Cut(int count, int most, int suffix) =>
        [.. Enumerable.Range(0, Math.Min(count, most) - suffix), .. Enumerable.Range(count - suffix, suffix)];

    private static AttentionToken Token(Tokenizer tokenizer, int id, TextRange range) =>
        new(tokenizer.Vocabulary.TryGetToken(id, out string? token) ? token : $"{id}", range, id == tokenizer.Special.Unknown);

    private static float[] Numbers(Tensor map) => map.ToArray<float>();
}
