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

    public SimClr(SimClrOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _head = Child("head", ProjectionHead.Mlp(
            backbone.FeatureSize, options.HiddenSize ?? backbone.FeatureSize, options.EmbeddingSize, options.HeadLayers, options.HeadBatchNorm));
    }

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
