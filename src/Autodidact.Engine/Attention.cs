using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017, arXiv:1706.03762, eq. 1), by the fastest operator that the running library has.</summary>
public static class Attention
{
    // libtorch 2 has one operator that picks a fused kernel; version 1.13 has none that gradients go through.
    private static readonly Operator s_fused = new("aten::scaled_dot_product_attention", "");
    private static readonly bool s_isFused = s_fused.Exists;

    /// <summary>softmax(query keyᵀ / sqrt(size) + bias) value, <c>[..., queries, size]</c>.</summary>
    /// <param name="query"><c>[..., queries, size]</c>; leading dimensions are batch and heads.</param>
    /// <param name="key"><c>[..., keys, size]</c>.</param>
    /// <param name="value"><c>[..., keys, size]</c>.</param>
    /// <param name="bias">Added to the logits, broadcast to <c>[..., queries, keys]</c>: minus infinity where a key is not to be seen.</param>
    /// <param name="dropout">Share of the weights that are dropped, 0 to below 1.</param>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias = null, double dropout = 0)
    {
        if (s_isFused)
            return s_fused.CallTensor([Argument.Of(query), Argument.Of(key), Argument.Of(value), Argument.OfOptional(bias?.To(query.Type)), Argument.Of(dropout)]);
        Tensor weights = Weights(query, key, bias);
        if (dropout > 0) weights = weights.Dropout(dropout, train: true);
        return weights.Matmul(value);
    }

    /// <summary>What each query takes of each key, <c>[..., queries, keys]</c>; a row sums to 1.</summary>
    /// <inheritdoc cref="Attend"/>
    public static Tensor Weights(Tensor query, Tensor key, Tensor? bias = null)
    {
        Tensor logits = (query * (1 / Math.Sqrt(query.Size(-1)))).Matmul(key.Transpose(-2, -1));
        return (bias is null ? logits : logits + bias).Softmax(-1);
    }
}
