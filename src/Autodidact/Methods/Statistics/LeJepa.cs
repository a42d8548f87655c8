using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Statistics;

/// <summary>
/// LeJEPA: all views of a picture lie near the mean of its large ones, while embeddings are distributed as a standard normal along random directions.
/// No teacher, no stop gradient. Balestriero and LeCun 2025, arXiv:2511.08544.
/// </summary>
public sealed class LeJepa : EmbeddingMethod
{
    private readonly LeJepaOptions _options;
    private readonly ulong _seed;
    private readonly Layer _projector;

    public LeJepa(LeJepaOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _seed) = (options, context.Seed);
        Child("backbone", backbone);
        _projector = Child("projector", ProjectionHead.Mlp(
            backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, options.ProjectorLayers, batchNorm: true));
    }

    /// <summary>Statistics over the batch are the objective; those of few samples are mostly noise.</summary>
    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch) => _projector.Forward(Forward(Backbone, batch));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        Tensor directions = RandomDirections.At(_options.EmbeddingSize, _options.Directions, _seed, Now.Step).To(all.Rows.Device);
        LeJepaTerms terms = SketchedNormality.LeJepa(all.Rows.Reshape([batch.Views, -1, _options.EmbeddingSize]), _options.LargeViews, directions, _options.Knots);
        return new StepResult(
            terms.Weighted(_options.NormalityShare),
            new Measure("invariance", terms.Invariance.Detach()),
            new Measure("normality", terms.Normality.Detach()));
    }
}
