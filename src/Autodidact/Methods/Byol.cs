using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// BYOL, bootstrap your own latent: each view's projection by a slowly following target network is predicted from the other view. Grill et al.
/// 2020, arXiv:2006.07733.
/// </summary>
public sealed class Byol : EmbeddingMethod
{
    private readonly ByolOptions _options;
    private readonly Layer _online;
    private readonly Layer _predictor;
    private readonly Teacher _target;

    public Byol(ByolOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        _options = options;
        _online = Child("online", Projecting(backbone));
        _predictor = Child<Layer>("predictor", options.Predictor == PredictorKind.None
            ? new Identity()
            : ProjectionHead.Mlp(options.EmbeddingSize, options.HiddenSize, options.EmbeddingSize, batchNorm: true));
        _target = Child("target", new Teacher(_online, Projecting(context.NewBackbone())));
    }

    public override void Start() => _target.Copy();

    public override void AfterStep() => _target.Follow(Momentum);

    protected override EmbeddedViews Embed(ImageViews batch) =>
        new(Ops.Cat([.. ForwardEach(_online, batch).Select(_predictor.Forward)]), Ops.Cat([.. ForwardEach(_target, batch)]));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch) =>
        new(Prediction.Byol(all.Rows, all.Targets!, batch.Views), Measure.Of(FigureNames.TeacherMomentum, Momentum));

    /// <summary>Predictions look alike as long as the predictor is new; whether everything collapses shows in the target's projections.</summary>
    protected override Tensor Observed(EmbeddedViews all) => all.Targets!;

    /// <summary>Rises from the base to the end by half a cosine over the run (section 3.3 of the paper).</summary>
    private double Momentum => Now.Cosine(_options.Momentum, _options.FinalMomentum);

    private Sequential Projecting(Backbone backbone) =>
        new(backbone, ProjectionHead.Mlp(backbone.FeatureSize, _options.HiddenSize, _options.EmbeddingSize, batchNorm: true, outputBatchNorm: _options.OutputBatchNorm));
}
