using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Distillation;

/// <summary>DINO: a student that sees parts predicts what a teacher, its own moving average, makes of the whole. Caron et al. 2021, arXiv:2104.14294.</summary>
public sealed class Dino : EmbeddingMethod
{
    private readonly DinoOptions _options;
    private readonly Schedule _temperature;
    private readonly DinoHead _head;
    private readonly Teacher _teacher, _teacherHead;
    private readonly MovingMean _centre;
    private readonly Pending _mean = new();

    public Dino(DinoOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _temperature) = (options, options.TeacherTemperatures());
        Child("backbone", backbone);
        _head = Child("head", options.Head(backbone.FeatureSize));
        Backbone followed = context.NewBackbone();
        _teacher = Child("teacher", new Teacher(backbone, followed));
        _teacherHead = Child("teacher_head", new Teacher(_head, options.Head(backbone.FeatureSize)));
        _centre = Child("centre", new MovingMean(options.Outputs, options.CentreMomentum));
        Kept = options.KeepTeacher ? followed : backbone;
    }

    public override Backbone Kept { get; }

    public override void Start()
    {
        _teacher.Copy();
        _teacherHead.Copy();
    }

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor whole = batch.Groups[0].Narrow(0, 0, MultiCropOptions.GlobalViews * batch.Batch);
        return new(_head.Forward(Forward(Backbone, batch)), _teacherHead.Forward(_teacher.Forward(whole)));
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        Tensor logits = FullPrecision.Of(all.Targets!), mean = logits.Mean([0]);
        Tensor targets = SelfDistillation.Sharpened(logits, _options.Centering ? _centre.Value : null, _temperature.At(Now.Epoch));
        _mean.Set(mean);
        double largest = Math.Log(_options.Outputs);
        return new StepResult(
            SelfDistillation.Loss(all.Rows, batch.Views, targets, MultiCropOptions.GlobalViews, _options.StudentTemperature),
            new Measure(FigureNames.TeacherEntropy, SoftTargets.Entropy(targets)),
            new Measure(FigureNames.TeacherDivergence, largest - SoftTargets.EntropyOfMean(targets)),
            new Measure(FigureNames.CentreDrift, _centre.Drift(mean)),
            Measure.Of(FigureNames.ChanceLoss, largest));
    }

    // Logits are cosines with directions that move: how the teacher's lie to each other is what collapse shows in.
    protected override Tensor Observed(EmbeddedViews all) => all.Targets!;

    public override void BeforeUpdate() => Frozen.Until(_options.FreezeLastLayerEpochs, _head.LastLayer, Now);

    public override void AfterStep()
    {
        double momentum = Now.Cosine(_options.TeacherMomentum, _options.FinalTeacherMomentum);
        _teacher.Follow(momentum);
        _teacherHead.Follow(momentum);
        using Tensor? mean = _mean.Take();
        if (mean is not null) _centre.Follow(mean);
    }

    protected override void Dispose(bool disposing)
    {
        _mean.Dispose();
        base.Dispose(disposing);
    }
}
