using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Learning through a codebook (van den Oord et al. 2017, arXiv:1711.00937, section 3.2). Computed in fp32 or wider.</summary>
public static class VectorQuantization
{
    /// <summary>The codes, whose gradients go to the tokens as if these were the codes.</summary>
    /// <param name="tokens"><c>[..., size]</c>.</param>
    /// <param name="codes">The nearest code of each, <c>[..., size]</c>.</param>
    public static Tensor StraightThrough(Tensor tokens, Tensor codes) => tokens + (codes - tokens).Detach();

    /// <summary>Mean squared distance of each token to its code, which counts as a constant, <c>[...]</c>: what keeps tokens near codes (eq. 3, third term).</summary>
    /// <inheritdoc cref="StraightThrough"/>
    public static Tensor Commitment(Tensor tokens, Tensor codes) => (tokens - codes.Detach()).Square().Mean([-1]);

    /// <summary>How many codes are used: the exponential of the entropy of their shares, 1 where one is.</summary>
    /// <param name="counts">How often each code was used, <c>[codes]</c>, or a mean of that.</param>
    public static Tensor Perplexity(Tensor counts)
    {
        using NoGradient guard = new();
        Tensor shares = FullPrecision.Of(counts) / counts.Sum().ClampMin(1e-30);
        return (shares * shares.ClampMin(1e-30).Log()).Sum().Neg().Exp();
    }

    /// <summary>One less the cosine of each token with its target, <c>[...]</c>, 0 to 2 (Peng et al. 2022, arXiv:2208.06366, eq. 3).</summary>
    /// <param name="tokens"><c>[..., size]</c>.</param>
    /// <param name="targets"><c>[..., size]</c>; no gradient flows into them.</param>
    public static Tensor CosineDistance(Tensor tokens, Tensor targets)
    {
        using FullPrecision guard = new(tokens.Device);
        return 1 - (FullPrecision.Of(tokens).Normalize() * FullPrecision.Of(targets).Detach().Normalize()).Sum([-1L]);
    }
}
