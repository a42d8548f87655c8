using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>Multi-head self-attention with timm's names: <c>qkv</c> and <c>proj</c>.</summary>
public sealed class SelfAttention : Module
{
    private readonly int _heads;
    private readonly Linear _qkv, _proj;

    /// <param name="width">Size of a token; the heads divide it.</param>
    /// <param name="heads">Parts of a token that attend by themselves.</param>
    public SelfAttention(int width, int heads, bool bias = true)
    {
        if (width % heads != 0) throw new ArgumentException($"{heads} heads do not divide a width of {width}.", nameof(heads));
        _heads = heads;
        _qkv = Child("qkv", new Linear(width, 3L * width, bias));
        _proj = Child("proj", new Linear(width, width));
    }

    /// <summary><c>[batch, tokens, width]</c> to the same shape.</summary>
    /// <param name="bias">Added to the logits, broadcast to <c>[batch, heads, tokens, tokens]</c>.</param>
    public Tensor Forward(Tensor tokens, Tensor? bias = null)
    {
        Tensor[] parts = Split(tokens);
        return _proj.Forward(Attention.Attend(parts[0], parts[1], parts[2], bias).Transpose(1, 2).Reshape([tokens.Size(0), tokens.Size(1), -1]));
    }

    /// <summary>The attention itself, <c>[batch, heads, tokens, tokens]</c>: what each token takes of each; rows sum to 1.</summary>
    public Tensor Map(Tensor tokens, Tensor? bias = null)
    {
        Tensor[] parts = Split(tokens);
        return Attention.Weights(parts[0], parts[1], bias);
    }

    // Query, key and value, [batch, heads, tokens, size] each.
    private Tensor[] Split(Tensor tokens) =>
        _qkv.Forward(tokens).Reshape([tokens.Size(0), tokens.Size(1), 3, _heads, -1]).Permute([2, 0, 3, 1, 4]).Unbind();
}
