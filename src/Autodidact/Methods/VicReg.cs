using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// VICReg: two views agree (invariance), each dimension varies over the batch (variance), and no two dimensions vary together (covariance). Bardes, Ponce
/// and LeCun 2022, arXiv:2105.04906.
/// </summary>
public sealed class VicReg : EmbeddingMethod
{
    private readonly VicRegOptions _options;
    private readonly Layer _projector;

    public VicReg(VicRegOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _projector = Child("projector", ProjectionHead.Mlp(
            backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, options.ProjectorLayers, batchNorm: true));
    }

    /// <summary>Statistics over the batch are the objective; those of few samples are mostly noise.</summary>
    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch) => Ops.Cat([.. ForwardEach(Backbone, batch).Select(_projector.Forward)]);

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        long samples = all.Rows.Size(0) / 2;
        VicRegTerms terms = Redundancy.VicReg(all.Rows.Narrow(0, 0, samples), all.Rows.Narrow(0, samples, samples));
        return new StepResult(
            terms.Weighted(_options.InvarianceWeight, _options.VarianceWeight, _options.CovarianceWeight) * _options.LossScale,
            new Measure("invariance", terms.Invariance.Detach()),
            new Measure("variance", terms.Variance.Detach()),
            new Measure("covariance", terms.Covariance.Detach()));
    }
}
