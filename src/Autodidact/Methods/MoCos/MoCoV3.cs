using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.MoCos;

/// <summary>
/// MoCo v3: what a predictor makes of one view finds the other view's key among those of the batch; keys are a momentum encoder's, both
/// views take both parts, and there is no queue. Chen, Xie and He 2021, arXiv:2104.02057.
/// </summary>
public sealed class MoCoV3 : EmbeddingMethod
{
    private readonly MoCoV3Options _options;
    private readonly Layer _student;
    private readonly Layer? _predictor;
    private readonly Teacher _teacher;

    public MoCoV3(MoCoV3Options options, Backbone backbone, MethodContext context) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _student = new Sequential(backbone, Child("head", Head()));
        _predictor = options.Predictor ? Child("predictor", ProjectionHead.Mlp(options.EmbeddingSize, options.HiddenSize, options.EmbeddingSize, 2, batchNorm: true, options.PredictorEndsInBatchNorm)) : null;
        _teacher = Child("teacher", new Teacher(_student, new Sequential(context.NewBackbone(), Head())));
        if (options.FreezeFirstLayer) FirstLayer.Freeze(backbone);

        Layer Head() => ProjectionHead.Mlp(backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, options.HeadLayers, batchNorm: true, outputBatchNorm: true);
    }

    /// <inheritdoc/>
    public override void Start() => _teacher.Copy();

    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        IEnumerable<Tensor> projections = ForwardEach(_student, batch);
        return new(Ops.Cat([.. _predictor is null ? projections : projections.Select(_predictor.Forward)]), Ops.Cat([.. ForwardEach(_teacher, batch)]));
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        long samples = all.Rows.Size(0) / batch.Views;
        double scale = 2 * _options.Temperature;
        Tensor Contrast(int query, int key) => Contrastive.Matching(
            all.Rows.Narrow(0, query * samples, samples), all.Targets!.Narrow(0, key * samples, samples), _options.Temperature);
        Tensor queries = all.Rows.Detach().Narrow(0, 0, samples), keys = all.Targets!.Narrow(0, samples, samples);
        return new StepResult((Contrast(0, 1) + Contrast(1, 0)) * scale,
            new Measure(FigureNames.TargetSimilarity, Geometry.PositiveSimilarity(Ops.Cat([queries, keys]), 2)),
            Measure.Of(FigureNames.ChanceLoss, 2 * scale * Math.Log(samples)),
            Measure.Of(FigureNames.TeacherMomentum, Momentum));
    }

    /// <inheritdoc/>
    public override void AfterStep() => _teacher.Follow(Momentum);

    private double Momentum => _options.MomentumRises ? Now.Cosine(_options.Momentum, 1) : _options.Momentum;
}
