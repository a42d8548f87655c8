using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The two terms of <see cref="Redundancy.BarlowTwins"/>, scalars.</summary>
/// <param name="Invariance">Sum over dimensions of the squared distance of their correlation across views from 1; the dimension at worst chance.</param>
/// <param name="Redundancy">Sum over pairs of different dimensions of their squared correlation across views.</param>
public readonly record struct BarlowTwinsTerms(Tensor Invariance, Tensor Redundancy)
{
    /// <summary>The loss: <c>invariance + redundancyWeight * redundancy</c>, each term with a weight of its own.</summary>
    public Tensor Weighted(double redundancyWeight, double invarianceWeight = 1) => (Invariance * invarianceWeight) + (Redundancy * redundancyWeight);
}
