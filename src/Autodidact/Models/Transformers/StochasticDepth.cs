using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>Leaves a branch out for some samples of a batch (Huang et al. 2016, arXiv:1603.09382).</summary>
internal static class StochasticDepth
{
    /// <summary>A branch, zero for a random share of the samples and stretched for the others, so that its mean stays.</summary>
    /// <param name="branch"><c>[batch, ...]</c>.</param>
    /// <param name="share">Share of the samples without it, 0 to below 1.</param>
    public static Tensor Drop(Tensor branch, double share)
    {
        if (share <= 0) return branch;
        long[] shape = [branch.Size(0), .. Enumerable.Repeat(1L, branch.Rank - 1)];
        Tensor kept = Tensor.Empty(shape, branch.Type, branch.Device);
        kept.BernoulliInPlace(1 - share);
        return branch * (kept / (1 - share));
    }
}
