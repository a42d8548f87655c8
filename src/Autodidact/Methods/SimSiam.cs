using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// SimSiam: each view's projection is predicted from the other view, by one and the same network; what is predicted counts as a
/// constant. Chen and He 2021, arXiv:2011.10566.
/// </summary>
public sealed class SimSiam : EmbeddingMethod
{
    private readonly SimSiamOptions _options;
    private readonly Layer _projector;
    private readonly Layer _predictor;

    public SimSiam(SimSiamOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _projector = Child("projector", ProjectionHead.Mlp(
            backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, options.ProjectorLayers, batchNorm: true, outputBatchNorm: true));
        _predictor = Child<Layer>("predictor", options.Predictor == PredictorKind.None
            ? new Identity()
            : ProjectionHead.Mlp(options.EmbeddingSize, options.PredictorSize, options.EmbeddingSize, batchNorm: true));
    }

    /// <summary>The predictor adapts to the projections to the end: its rate does not fall (section 4.2 of the paper).</summary>
    public override bool FollowsSchedule(string parameter) => !parameter.StartsWith("predictor.", StringComparison.Ordinal);

    /// <summary>Predictions, then projections, <c>[2 * views * batch, dimension]</c>.</summary>
    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor[] projections = [.. ForwardEach(Backbone, batch).Select(_projector.Forward)];
        return Ops.Cat([.. projections.Select(_predictor.Forward), .. projections]);
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        (Tensor predictions, Tensor projections) = Halves(all.Rows);
        return new StepResult(Prediction.SimSiam(predictions, projections, batch.Views, _options.StopGradient));
    }

    /// <summary>Whether everything collapses shows in the projections.</summary>
    protected override Tensor Observed(EmbeddedViews all) => Halves(all.Rows).Projections;

    private static (Tensor Predictions, Tensor Projections) Halves(Tensor rows)
    {
        long half = rows.Size(0) / 2;
        return (rows.Narrow(0, 0, half), rows.Narrow(0, half, half));
    }
}
