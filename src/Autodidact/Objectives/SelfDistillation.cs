using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// A student predicts a teacher's distribution over classes that nobody has named: DINO (Caron et al. 2021, arXiv:2104.14294), iBOT
/// (Zhou et al. 2021, arXiv:2111.07832), DINOv2 (Oquab et al. 2023, arXiv:2304.07193).
/// </summary>
public static class SelfDistillation
{
    /// <summary><c>softmax((logits - centre) / temperature)</c>, centred and sharpened (DINO, eq. 1 and algorithm 1), without gradient.</summary>
    /// <param name="logits"><c>[..., classes]</c>.</param>
    /// <param name="centre">Moving mean of the teacher's logits, <c>[classes]</c>; null leaves centring out.</param>
    /// <param name="temperature">Above 0, below the student's.</param>
    public static Tensor Sharpened(Tensor logits, Tensor? centre, double temperature)
    {
        using NoGradient guard = new();
        using FullPrecision precision = new(logits.Device);
        Tensor wide = FullPrecision.Of(logits);
        return ((centre is null ? wide : wide - centre) / temperature).Softmax(-1);
    }

    /// <summary>The mean cross-entropy of every student view with every teacher view but itself (DINO, eq. 3).</summary>
    /// <param name="logits">Of the student, <c>[views * batch, classes]</c>, view-major; the teacher's views come first.</param>
    /// <param name="views">Views the student sees.</param>
    /// <param name="targets">Of the teacher, <c>[teacherViews * batch, classes]</c>, view-major distributions.</param>
    /// <param name="teacherViews">Views the teacher sees, at most <paramref name="views"/>.</param>
    /// <param name="temperature">Of the student, above 0; 0.1 in the paper.</param>
    /// <returns>A scalar; ln(classes) where nothing is known.</returns>
    public static Tensor Loss(Tensor logits, int views, Tensor targets, int teacherViews, double temperature)
    {
        if (views * teacherViews - teacherViews <= 0)
            throw new ArgumentException($"{views} student views and {teacherViews} teacher views leave no pair of different views.", nameof(views));
        using TensorScope scope = new();
        using FullPrecision guard = new(logits.Device);
        long batch = logits.Size(0) / views;
        Tensor predictions = (FullPrecision.Of(logits) / temperature).LogSoftmax(-1).Reshape([views, batch, -1]);
        Tensor taught = targets.Detach().Reshape([teacherViews, batch, -1]);
        // The sum over all pairs factors; those of a view with itself come off again.
        Tensor all = (taught.Sum([0L]) * predictions.Sum([0L])).Sum(), same = (taught * predictions.Narrow(0, 0, teacherViews)).Sum();
        return ((same - all) / (batch * teacherViews * (views - 1.0))).Keep();
    }

    /// <summary>Masked patches of the student's views against the same patches of the teacher's, which sees them (iBOT, eq. 2).</summary>
    /// <param name="logits">Of the student, <c>[rows, patches, classes]</c>; a row is a view of a picture.</param>
    /// <param name="targets">Of the teacher, the same shape, distributions.</param>
    /// <param name="mask"><c>[rows, patches]</c>, 1 where a patch was masked.</param>
    /// <returns>The mean over rows of the mean over a row's masked patches; a row without any counts as 0.</returns>
    public static Tensor MaskedPatches(Tensor logits, Tensor targets, Tensor mask, double temperature)
    {
        using TensorScope scope = new();
        Tensor losses = SoftTargets.CrossEntropies(logits, targets, temperature), masked = mask.To(losses.Type);
        return ((losses * masked).Sum([1L]) / masked.Sum([1L]).ClampMin(1)).Mean().Keep();
    }

    /// <summary>As <see cref="MaskedPatches"/>, of the masked patches alone (DINOv2): <c>[masked, classes]</c>, in the row-major order of the mask.</summary>
    /// <param name="mask"><c>[rows, patches]</c>, 1 where a patch was masked.</param>
    public static Tensor MaskedTokens(Tensor logits, Tensor targets, Tensor mask, double temperature)
    {
        using TensorScope scope = new();
        Tensor losses = SoftTargets.CrossEntropies(logits, targets, temperature), masked = mask.To(losses.Type);
        Tensor weights = (masked / masked.Sum([1L], keepdim: true).ClampMin(1)).MaskedSelect(mask.Ne(0));
        return ((losses * weights).Sum() / mask.Size(0)).Keep();
    }
}
