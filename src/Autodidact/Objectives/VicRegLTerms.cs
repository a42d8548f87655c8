using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="LocalRedundancy.VicRegL"/>: those of VICReg for whole views and for matched places.</summary>
/// <param name="Whole">For embeddings of whole views.</param>
/// <param name="Places">For places that were matched, by what they show and by where they lie together.</param>
public readonly record struct VicRegLTerms(VicRegTerms Whole, VicRegTerms Places)
{
    /// <summary>The loss: <c>share * whole + (1 - share) * places</c>, both with VICReg's weights (α, λ, µ, ν of the paper).</summary>
    /// <param name="share">Weight of whole views, 0 to 1.</param>
    public Tensor Weighted(double share, double invariance, double variance, double covariance) =>
        (Whole.Weighted(invariance, variance, covariance) * share) + (Places.Weighted(invariance, variance, covariance) * (1 - share));
}
