using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>Supervised contrast: all views of all pictures of a class agree. Khosla et al. 2020, arXiv:2004.11362.</summary>
public sealed class SupCon : EmbeddingMethod
{
    private readonly SupConOptions _options;
    private readonly Layer _head;

    public SupCon(SupConOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _head = Child("head", ProjectionHead.Mlp(backbone.FeatureSize, options.HiddenSize ?? backbone.FeatureSize, options.EmbeddingSize, batchNorm: options.HeadBatchNorm));
    }

    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch) => _head.Forward(Forward(Backbone, batch));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        Tensor unit = FullPrecision.Of(all.Rows).Normalize();
        return new StepResult(SupervisedContrastive.Loss(unit, batch.Views, Gathered(batch.Labels), _options.Temperature),
            new Measure(FigureNames.PositiveSimilarity, Geometry.PositiveSimilarity(unit.Detach(), batch.Views)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(all.Rows.Size(0) - 1)));
    }
}
