using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Masked;

/// <summary>
/// I-JEPA: from the tokens of what is seen of a picture, those that a teacher, the student's moving average, makes of other blocks are predicted. Assran et al. 2023, arXiv:2301.08243.
/// </summary>
/// <remarks>Its loss is a mean over pictures; it compares embeddings all the same, so that the diagnosis sees how the teacher's lie.</remarks>
public sealed class IJepa : EmbeddingMethod
{
    private readonly IJepaOptions _options;
    private readonly ulong _seed;
    private readonly VisionTransformer _encoder, _followed;
    private readonly LatentPredictor _predictor;
    private readonly Teacher _teacher;

    public IJepa(IJepaOptions options, VisionTransformer backbone, MethodContext context) : base(backbone)
    {
        (_options, _seed, _encoder) = (options, context.Seed, backbone);
        Child("backbone", backbone).FillPatches();
        _predictor = Child("predictor", new LatentPredictor(backbone.FeatureSize, options.PredictorWidth, options.PredictorDepth, options.PredictorHeads));
        _followed = (VisionTransformer)context.NewBackbone();
        _teacher = Child("teacher", new Teacher(backbone, _followed));
        Kept = options.KeepTeacher ? _followed : backbone;
    }

    public override Backbone Kept { get; }

    public override void Start() => _teacher.Copy();

    // A row is a picture: all tokens that are predicted of it, and the teacher's in the same places.
    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor images = batch.View(0);
        (int Rows, int Columns) grid = _encoder.Grid(images);
        JepaBlocks drawn = JepaBlocks.Draw(_options, batch.Samples, grid, _seed, Now.Step, images.Device);
        long count = images.Size(0), blocks = drawn.Targets.Size(1), asked = drawn.Targets.Size(2), seen = drawn.Context.Size(1);
        Tensor unseen = drawn.Seen.Eq(0), context = _encoder.Context(images, drawn.Context, Bias(unseen, _encoder.LeadingTokens, 0));
        Tensor predicted = _predictor.Forward(
            Repeated(context, blocks), Repeated(drawn.Context, blocks), drawn.Targets.Reshape([count * blocks, asked]), Repeated(Bias(unseen, 0, asked), blocks), grid);
        Tensor targets = PatchMask.At(Taught(images), drawn.Targets.Reshape([count, blocks * asked]));
        return new(predicted.Reshape([count, -1]), targets.Reshape([count, -1]));
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch) => new(LatentPrediction.SmoothL1(all.Rows, all.Targets!));

    // What collapses where it does is what the teacher says of a picture.
    protected override Tensor Observed(EmbeddedViews all) => all.Targets!.Reshape([all.Targets!.Size(0), -1, _encoder.FeatureSize]).Mean([1L]);

    public override void AfterStep() => _teacher.Follow(_options.TeacherMomentum + ((_options.FinalTeacherMomentum - _options.TeacherMomentum) * Now.Progress));

    // The teacher sees the whole picture. [batch, patches, width].
    private Tensor Taught(Tensor images)
    {
        using NoGradient guard = new();
        return LatentPrediction.Standardized(_followed.PatchTokens(images));
    }

    // Attention passes over tokens that only fill up a row.
    private Tensor Bias(Tensor unseen, long before, long behind)
    {
        Tensor filled = Tensor.Zeros([unseen.Size(0), unseen.Size(1)], _encoder.Parameters().First().Type, unseen.Device).MaskedFill(unseen, double.NegativeInfinity);
        Tensor Open(long count) => Tensor.Zeros([unseen.Size(0), count], filled.Type, unseen.Device);
        return Ops.Cat([Open(before), filled, Open(behind)], 1).Unsqueeze(1).Unsqueeze(1);
    }

    // Each row so many times in a row.
    private static Tensor Repeated(Tensor rows, long times)
    {
        long[] shape = rows.Shape.ToArray();
        return rows.Unsqueeze(1).Expand([shape[0], times, .. shape[1..]]).Reshape([shape[0] * times, .. shape[1..]]);
    }
}
