using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The objective that asks how many samples, each a small manifold of views, can be told apart. Computed in fp32 or wider.</summary>
public static class ManifoldCapacity
{
    /// <summary>MMCR (Yerxa et al. 2023, arXiv:2303.03307, eq. 1 and 3): mean embeddings span as much as they can.</summary>
    /// <param name="embeddings"><c>[batch, views, dimension]</c>; the paper's have length 1. Not normalised here.</param>
    public static MmcrTerms Mmcr(Tensor embeddings)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor wide = FullPrecision.Of(embeddings);
        return new(NuclearNorm(wide.Mean([1L])), NuclearNorm(wide).Mean());
    }

    /// <summary>The sum of singular values, <c>[..., rows, columns]</c> to <c>[...]</c>.</summary>
    private static Tensor NuclearNorm(Tensor matrices)
    {
        (_, Tensor singular, _) = matrices.LinalgSvd(fullMatrices: false);
        return singular.Sum([-1L]);
    }
}
