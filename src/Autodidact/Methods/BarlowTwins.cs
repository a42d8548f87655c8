using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// Barlow Twins: over a batch, each dimension of an embedding is the same in both views, and different from all other dimensions. Zbontar et al. 2021,
/// arXiv:2103.03230.
/// </summary>
public sealed class BarlowTwins : EmbeddingMethod
{
    private readonly BarlowTwinsOptions _options;
    private readonly Layer _projector;

    public BarlowTwins(BarlowTwinsOptions options, Backbone backbone) : base(backbone)
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
        BarlowTwinsTerms terms = Redundancy.BarlowTwins(all.Rows.Narrow(0, 0, samples), all.Rows.Narrow(0, samples, samples));
        double scale = _options.LossScale ?? 1.0 / _options.EmbeddingSize;
        return new StepResult(
            terms.Weighted(_options.RedundancyWeight, _options.InvarianceWeight) * scale,
            new Measure("invariance", terms.Invariance.Detach()),
            new Measure("redundancy", terms.Redundancy.Detach()));
    }
}
