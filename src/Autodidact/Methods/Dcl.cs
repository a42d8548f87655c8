using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// Decoupled contrastive learning: SimCLR without the positive in the denominator, which lets small batches learn. Yeh et al. 2022,
/// arXiv:2110.06848.
/// </summary>
public sealed class Dcl : EmbeddingMethod
{
    private readonly DclOptions _options;
    private readonly Layer _head;

    public Dcl(DclOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _head = Child("head", ProjectionHead.Mlp(backbone.FeatureSize, options.HiddenSize ?? backbone.FeatureSize, options.EmbeddingSize, batchNorm: options.HeadBatchNorm));
    }

    protected override EmbeddedViews Embed(ImageViews batch) => _head.Forward(Forward(Backbone, batch));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        Tensor? weights = _options.Weighted ? Contrastive.MisesFisherWeights(all.Rows, batch.Views, _options.Sigma) : null;
        return new StepResult(Contrastive.Decoupled(all.Rows, batch.Views, _options.Temperature, weights),
            new Measure(FigureNames.PositiveSimilarity, Geometry.PositiveSimilarity(all.Rows.Detach(), batch.Views)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(all.Rows.Size(0) - batch.Views)));
    }
}
