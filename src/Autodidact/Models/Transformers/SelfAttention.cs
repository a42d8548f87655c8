using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>Multi-head self-attention with timm's names: <c>qkv</c> and <c>proj</c>.</summary>
public sealed class SelfAttention : Module
{
    private readonly int _heads;
    private readonly Linear _qkv, _proj;
    private readonly Tensor? _table;

    /// <param name="width">Size of a token; the heads divide it.</param>
    /// <param name="heads">Parts of a token that attend by themselves.</param>
    /// <param name="grid">Rows and columns of patches whose relative positions are learned, as BEiT does; null for none.</param>
    public SelfAttention(int width, int heads, bool bias = true, int? grid = null)
    {
        if (width % heads != 0) throw new ArgumentException($"{heads} heads do not divide a width of {width}.", nameof(heads));
        _heads = heads;
        if (grid is int side) _table = Parameter("relative_position_bias_table", Tensor.Zeros([RelativePlaces.Entries(side, side), heads]));
        _qkv = Child("qkv", new Linear(width, 3L * width, bias));
        _proj = Child("proj", new Linear(width, width));
    }

    /// <summary><c>[batch, tokens, width]</c> to the same shape.</summary>
    /// <param name="bias">Added to the logits, broadcast to <c>[batch, heads, tokens, tokens]</c>.</param>
    /// <param name="places">Where tokens are, for attention that learns relative positions.</param>
    public Tensor Forward(Tensor tokens, Tensor? bias = null, RelativePlaces? places = null)
    {
        Tensor[] parts = Split(tokens);
        return _proj.Forward(Attention.Attend(parts[0], parts[1], parts[2], Bias(bias, places)).Transpose(1, 2).Reshape([tokens.Size(0), tokens.Size(1), -1]));
    }

    /// <summary>The attention itself, <c>[batch, heads, tokens, tokens]</c>: what each token takes of each; rows sum to 1.</summary>
    public Tensor Map(Tensor tokens, Tensor? bias = null, RelativePlaces? places = null)
    {
        Tensor[] parts = Split(tokens);
        return Attention.Weights(parts[0], parts[1], Bias(bias, places));
    }

    private Tensor? Bias(Tensor? bias, RelativePlaces? places)
    {
        if (_table is null) return bias;
        Tensor own = (places ?? throw new ArgumentException("Attention with relative positions has to know where tokens are.", nameof(places))).Bias(_table);
        return bias is null ? own : own + bias;
    }

    // Query, key and value, [batch, heads, tokens, size] each.
    private Tensor[] Split(Tensor tokens) =>
        _qkv.Forward(tokens).Reshape([tokens.Size(0), tokens.Size(1), 3, _heads, -1]).Permute([2, 0, 3, 1, 4]).Unbind();
}
