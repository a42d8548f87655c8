using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// SimCLR: the views of a picture agree, all other pictures of the batch disagree. Chen et al. 2020, arXiv:2002.05709;
/// with three head layers SimCLR v2, arXiv:2006.10029.
/// </summary>
public sealed class SimClr : EmbeddingMethod
{
    private readonly SimClrOptions _options;
    private readonly Layer _head;

    public SimClr(SimClrOptions options, Backbone backbone)
        : base(options.KeepHeadLayer ? new HeadedBackbone(backbone, options.HiddenSize ?? backbone.FeatureSize, options.HeadBatchNorm) : backbone)
    {
        _options = options;
        Child("backbone", Backbone);
        _head = Child("head", ProjectionHead.Mlp(
            Backbone.FeatureSize, options.HiddenSize ?? backbone.FeatureSize, options.EmbeddingSize, options.HeadLayers - (options.KeepHeadLayer ? 1 : 0), options.HeadBatchNorm));
    }

    public override BackboneOptions Describe(BackboneOptions backbone) =>
        _options.KeepHeadLayer ? backbone with { HeadSize = Backbone.FeatureSize, HeadBatchNorm = _options.HeadBatchNorm } : backbone;

    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch) => _head.Forward(Forward(Backbone, batch));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        Tensor loss = Contrastive.NtXent(all.Rows, batch.Views, _options.Temperature);
        return new StepResult(loss,
            new Measure(FigureNames.PositiveSimilarity, Geometry.PositiveSimilarity(all.Rows.Detach(), batch.Views)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(all.Rows.Size(0) - 1)));
    }
}
