using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>
/// Attention, then an MLP, each beside a path that goes around it and behind a norm (Dosovitskiy et al. 2021, arXiv:2010.11929, eq. 2 and 3); timm's
/// names.
/// </summary>
public sealed class TransformerBlock : Module
{
    private static readonly string[] s_parts =
    [
        "norm1.weight", "norm1.bias", "attn.qkv.weight", "", "", "attn.qkv.bias", "", "", "attn.proj.weight", "attn.proj.bias",
        "norm2.weight", "norm2.bias", "mlp.fc1.weight", "mlp.fc1.bias", "mlp.fc2.weight", "mlp.fc2.bias",
    ];

    private readonly LayerNorm _norm1, _norm2;
    private readonly SelfAttention _attention;
    private readonly Mlp _mlp;
    private readonly Tensor? _scale1, _scale2;
    private readonly double _drop;
    private readonly WholeBlock? _whole;

    /// <param name="mlpRatio">Width of the MLP's hidden layer, as a multiple of the token's.</param>
    /// <param name="layerScale">First value of a learned scale of each branch (Touvron et al. 2021, arXiv:2103.17239); null for none.</param>
    /// <param name="drop">Share of the samples for which a branch is left out in training.</param>
    /// <param name="grid">Rows and columns of patches whose relative positions attention learns; null for none.</param>
    public TransformerBlock(int width, int heads, double mlpRatio = 4, bool qkvBias = true, double? layerScale = null, double drop = 0, double epsilon = 1e-6, int? grid = null)
    {
        _norm1 = Child("norm1", new LayerNorm(width, epsilon));
        _attention = Child("attn", new SelfAttention(width, heads, qkvBias, grid));
        if (layerScale is double first) _scale1 = Child("ls1", new LayerScale(width, first)).Gamma;
        _norm2 = Child("norm2", new LayerNorm(width, epsilon));
        _mlp = Child("mlp", new Mlp(width, (int)(width * mlpRatio)));
        if (layerScale is double second) _scale2 = Child("ls2", new LayerScale(width, second)).Gamma;
        _drop = drop;
        if (layerScale is null && grid is null && qkvBias) _whole = new(this, s_parts, heads, epsilon, normsBehind: false);
    }

    /// <summary><c>[batch, tokens, width]</c> to the same shape.</summary>
    /// <param name="bias">Added to the attention's logits, broadcast to <c>[batch, heads, tokens, tokens]</c>.</param>
    /// <param name="places">Where tokens are, for attention that learns relative positions.</param>
    public Tensor Forward(Tensor tokens, Tensor? bias = null, RelativePlaces? places = null)
    {
        bool isWhole = bias is null && !(IsTraining && _drop > 0);
        if (isWhole && _whole?.Forward(tokens) is Tensor whole) return whole;
        tokens = Sum(tokens, () => Branch(_attention.Forward(_norm1.Forward(tokens), bias, places), _scale1));
        return Sum(tokens, () => Branch(_mlp.Forward(_norm2.Forward(tokens)), _scale2));
    }

    // What a branch computes on its way is let go at once: without a graph memory would grow with the depth of the network otherwise.
    private static Tensor Sum(Tensor tokens, Func<Tensor> branch)
    {
        using TensorScope scope = new();
        return (tokens + branch()).Keep();
    }

    /// <summary>The attention of this block to its input, <c>[batch, heads, tokens, tokens]</c>.</summary>
    public Tensor Map(Tensor tokens, Tensor? bias = null, RelativePlaces? places = null) => _attention.Map(_norm1.Forward(tokens), bias, places);

    private Tensor Branch(Tensor branch, Tensor? scale)
    {
        if (scale is not null) branch *= scale;
        return IsTraining ? StochasticDepth.Drop(branch, _drop) : branch;
    }

    // A module only for its name: ls1.gamma.
    private sealed class LayerScale : Module
    {
        public LayerScale(int width, double first) => Gamma = Parameter("gamma", Tensor.Full([width], first));

        public Tensor Gamma { get; }
    }
}
