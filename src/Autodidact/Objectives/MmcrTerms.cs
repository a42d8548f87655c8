using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="ManifoldCapacity.Mmcr"/>, scalars.</summary>
/// <param name="Spread">Nuclear norm of the samples' mean embeddings: large where they fill the space.</param>
/// <param name="Extent">Mean over samples of the nuclear norm of one sample's embeddings: small where they point one way.</param>
public readonly record struct MmcrTerms(Tensor Spread, Tensor Extent)
{
    /// <summary>The loss: <c>extentWeight * extent - spread</c> (λ of the paper).</summary>
    public Tensor Weighted(double extentWeight) => (Extent * extentWeight) - Spread;
}
