using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Statistics;

/// <summary>
/// Barlow Twins: over a batch, each dimension of an embedding is the same in both views, and different from all other dimensions. Zbontar et al. 2021,
/// arXiv:2103.03230.
/// </summary>
public sealed class BarlowTwins(BarlowTwinsOptions options, Backbone backbone) : RedundancyMethod(options, backbone)
{
    protected override StepResult Compare(Tensor first, Tensor second)
    {
        BarlowTwinsTerms terms = Redundancy.BarlowTwins(first, second);
        double scale = options.LossScale ?? 1.0 / options.EmbeddingSize;
        return new StepResult(
            terms.Weighted(options.RedundancyWeight, options.InvarianceWeight) * scale,
            new Measure("invariance", terms.Invariance.Detach()),
            new Measure("redundancy", terms.Redundancy.Detach()));
    }
}
