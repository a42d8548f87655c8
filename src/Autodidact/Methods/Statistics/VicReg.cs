using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Statistics;

/// <summary>
/// VICReg: two views agree (invariance), each dimension varies over the batch (variance), and no two dimensions vary together (covariance). Bardes, Ponce
/// and LeCun 2022, arXiv:2105.04906.
/// </summary>
public sealed class VicReg(VicRegOptions options, Backbone backbone) : RedundancyMethod(options, backbone)
{
    protected override StepResult Compare(Tensor first, Tensor second)
    {
        VicRegTerms terms = Redundancy.VicReg(first, second);
        return new StepResult(
            terms.Weighted(options.InvarianceWeight, options.VarianceWeight, options.CovarianceWeight) * options.LossScale,
            new Measure("invariance", terms.Invariance.Detach()),
            new Measure("variance", terms.Variance.Detach()),
            new Measure("covariance", terms.Covariance.Detach()));
    }
}
