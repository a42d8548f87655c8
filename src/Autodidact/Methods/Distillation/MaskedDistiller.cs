using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Distillation;

/// <summary>
/// DINO on class tokens, and the same on patches: the student predicts what the teacher makes of patches that are hidden from the student alone. iBOT, Zhou et al.
/// 2021, arXiv:2111.07832; with other targets and KoLeo DINOv2, Oquab et al. 2023, arXiv:2304.07193.
/// </summary>
public sealed class MaskedDistiller : EmbeddingMethod
{
    private const int Large = MultiCropOptions.GlobalViews, SinkhornIterations = 3;

    private readonly MaskedDistillationOptions _options;
    private readonly ulong _seed;
    private readonly Schedule _temperature;
    private readonly VisionTransformer _encoder, _followed;
    private readonly Tensor _maskToken;
    private readonly DinoHead _head, _patchHead;
    private readonly Teacher _teacher, _teacherHead, _teacherPatchHead;
    private readonly MovingMean _centre, _patchCentre;
    private readonly Pending _mean = new(), _patchMean = new();

    public MaskedDistiller(MaskedDistillationOptions options, VisionTransformer backbone, MethodContext context) : base(backbone)
    {
        (_options, _seed, _temperature, _encoder) = (options, context.Seed, options.TeacherTemperatures(), backbone);
        Child("backbone", backbone);
        _maskToken = Parameter("mask_token", Tensor.Zeros([1, 1, backbone.FeatureSize]));
        _head = Child("head", options.Head(backbone.FeatureSize));
        _patchHead = options.SharedHead ? _head : Child("patch_head", options.Head(backbone.FeatureSize));
        _followed = (VisionTransformer)context.NewBackbone();
        _teacher = Child("teacher", new Teacher(backbone, _followed));
        _teacherHead = Child("teacher_head", new Teacher(_head, options.Head(backbone.FeatureSize)));
        _teacherPatchHead = options.SharedHead ? _teacherHead : Child("teacher_patch_head", new Teacher(_patchHead, options.Head(backbone.FeatureSize)));
        _centre = Child("centre", new MovingMean(options.Outputs, options.CentreMomentum));
        _patchCentre = Child("patch_centre", new MovingMean(options.Outputs, options.CentreMomentum));
        Kept = options.KeepTeacher ? _followed : backbone;
    }

    public override Backbone Kept { get; }

    public override void Start()
    {
        foreach (Teacher teacher in Teachers) teacher.Copy();
    }

    // A row is a picture: the class logits of all its views, the logits of hidden patches of the large ones, and what KoLeo compares.
    protected override EmbeddedViews Embed(ImageViews batch)
    {
        long count = Large * batch.Batch;
        Tensor large = batch.Groups[0].Narrow(0, 0, count);
        HiddenPatches hidden = Hidden(batch.Samples, batch);
        Tensor tokens = _encoder.Tokens(large, hidden.Flags, _maskToken), whole = Taught(large);
        Tensor classes = Ops.Cat([tokens.Select(1, 0), .. Small(batch).Select(views => _encoder.Tokens(views).Select(1, 0))]);
        Tensor student = Rows(
        [
            (_head.Forward(classes), batch.Views),
            (OfHidden(_patchHead, tokens, hidden), Large),
            .. Spreads ? [(classes.Narrow(0, 0, count), Large)] : Array.Empty<(Tensor, int)>(),
        ]);
        return new(student, Rows([(_teacherHead.Forward(whole.Select(1, 0)), Large), (OfHidden(_teacherPatchHead, whole, hidden), Large)]));

        Tensor Rows((Tensor Tensor, int Views)[] parts) =>
            Ops.Cat([.. parts.Select(part => part.Tensor.Reshape([part.Views, batch.Batch, -1]).Transpose(0, 1).Reshape([batch.Batch, -1]))], 1);
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        HiddenPatches hidden = Hidden(World.Current.Size == 1 ? batch.Samples : [.. Gathered(batch.Indices).ToArray<long>().Select(sample => (int)sample)], batch);
        long outputs = _options.Outputs, width = _encoder.FeatureSize, most = hidden.Places.Size(1);
        Tensor[] student = Parts(FullPrecision.Of(all.Rows), [(batch.Views, outputs), (Large, most * outputs), .. Spreads ? [(Large, width)] : Array.Empty<(int, long)>()]);
        Tensor[] teacher = Parts(FullPrecision.Of(all.Targets!), (Large, outputs), (Large, most * outputs));
        double temperature = _temperature.At(Now.Epoch), largest = Math.Log(outputs);

        Tensor mean = teacher[0].Mean([0]), targets = Targets(teacher[0], _centre, temperature);
        _mean.Set(mean);
        Tensor classLoss = SelfDistillation.Loss(student[0], batch.Views, targets, Large, _options.StudentTemperature), loss = classLoss;
        double chance = largest;
        Tensor? known = null;
        List<Measure> report = [];
        if (hidden.Rows.Size(0) > 0)
        {
            Tensor logits = student[1].Reshape([-1, outputs]).IndexSelect(0, hidden.Rows), taught = teacher[1].Reshape([-1, outputs]).IndexSelect(0, hidden.Rows);
            Tensor patchLoss = SelfDistillation.MaskedTokens(logits, Targets(taught, _patchCentre, temperature), hidden.Used, _options.StudentTemperature);
            _patchMean.Set(taught.Mean([0]));
            loss += patchLoss * _options.PatchWeight;
            chance += _options.PatchWeight * hidden.Share * largest;
            report.Add(new("patch_loss", patchLoss.Detach()));
        }
        if (Spreads)
        {
            Tensor koleo = student[2].Reshape([Large, -1, width]).Unbind().Select(view => KoLeo.Loss(view)).Aggregate((one, other) => one + other);
            loss += koleo * _options.KoleoWeight;
            report.Add(new("koleo", koleo.Detach()));
            known = (koleo.Detach() * _options.KoleoWeight) + chance;
        }
        return new StepResult(loss,
        [
            new("class_loss", classLoss.Detach()),
            .. report,
            new(FigureNames.TeacherEntropy, SoftTargets.Entropy(targets)),
            .. Balanced ? [] : new Measure[] { new(FigureNames.TeacherDivergence, largest - SoftTargets.EntropyOfMean(targets)), new(FigureNames.CentreDrift, _centre.Drift(mean)) },
            known is null ? Measure.Of(FigureNames.ChanceLoss, chance) : new(FigureNames.ChanceLoss, known),
        ]);
    }

    protected override Tensor Observed(EmbeddedViews all) => Parts(all.Targets!, (Large, _options.Outputs))[0];

    public override void BeforeUpdate()
    {
        Frozen.Until(_options.FreezeLastLayerEpochs, _head.LastLayer, Now);
        Frozen.Until(_options.FreezeLastLayerEpochs, _patchHead.LastLayer, Now);
    }

    public override void AfterStep()
    {
        double momentum = Now.Cosine(_options.TeacherMomentum, _options.FinalTeacherMomentum);
        foreach (Teacher teacher in Teachers) teacher.Follow(momentum);
        using Tensor? mean = _mean.Take(), patchMean = _patchMean.Take();
        if (mean is not null) _centre.Follow(mean);
        if (patchMean is not null) _patchCentre.Follow(patchMean);
    }

    protected override void Dispose(bool disposing)
    {
        _mean.Dispose();
        _patchMean.Dispose();
        base.Dispose(disposing);
    }

    private IEnumerable<Teacher> Teachers => new[] { _teacher, _teacherHead, _teacherPatchHead }.Distinct();

    private Tensor Taught(Tensor images)
    {
        using NoGradient guard = new();
        return _followed.Tokens(images);
    }

    private HiddenPatches Hidden(IReadOnlyList<int> samples, ImageViews batch) =>
        HiddenPatches.Draw(_options, samples, Large, (batch.Size / _encoder.PatchSize, batch.Size / _encoder.PatchSize), _seed, Now.Step, batch.Device);

    // Logits of the hidden patches, [rows * most, outputs]: the head sees these alone, and places without one are 0.
    private Tensor OfHidden(Layer head, Tensor tokens, HiddenPatches hidden)
    {
        Tensor patches = PatchMask.At(tokens, hidden.Places.Add((long)_encoder.LeadingTokens)).Reshape([-1, tokens.Size(2)]);
        Tensor logits = head.Forward(patches.IndexSelect(0, hidden.Rows)), all = Tensor.Zeros([patches.Size(0), _options.Outputs], logits.Type, logits.Device);
        all.IndexCopyInPlace(0, hidden.Rows, logits);
        return all;
    }

    // Whether KoLeo compares the class tokens of the large views.
    private bool Spreads => _options.KoleoWeight > 0;

    // Whether all outputs are used alike by construction.
    private bool Balanced => _options is { Sinkhorn: true, Centering: true };

    private Tensor Targets(Tensor logits, MovingMean centre, double temperature) => Balanced
        ? Sinkhorn.Assign(logits, temperature, SinkhornIterations)
        : SelfDistillation.Sharpened(logits, _options.Centering ? centre.Value : null, temperature);

    private static IEnumerable<Tensor> Small(ImageViews batch)
    {
        int more = batch.GroupViews[0] - Large;     // small views that are as large as the large ones share their group
        return more > 0 ? batch.Groups.Skip(1).Prepend(batch.Groups[0].Narrow(0, Large * batch.Batch, more * batch.Batch)) : batch.Groups.Skip(1);
    }

    // The parts of each row, [views * samples, size] each, view-major.
    private static Tensor[] Parts(Tensor rows, params (int Views, long Size)[] parts)
    {
        Tensor[] found = new Tensor[parts.Length];
        long start = 0, samples = rows.Size(0);
        for (int i = 0; i < parts.Length; start += parts[i].Views * parts[i].Size, i++)
            found[i] = rows.Narrow(1, start, parts[i].Views * parts[i].Size).Reshape([samples, parts[i].Views, parts[i].Size]).Transpose(0, 1).Reshape([-1, parts[i].Size]);
        return found;
    }
}
