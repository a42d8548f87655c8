using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// TEMI: a student and a teacher agree on clusters as far as pointwise mutual information says they should (Adaloglou et al.
/// 2023, arXiv:2303.17896). All arguments are of two views, <c>[2 * batch, clusters]</c>, view-major, and distributions.
/// </summary>
public static class Temi
{
    /// <summary>Minus the mean pointwise mutual information of both directions (eq. 4, with the exponent of eq. 9).</summary>
    /// <param name="classes">Moving mean of the teacher's distributions, <c>[clusters]</c>.</param>
    /// <param name="beta">In (0.5, 1]: below 1 a cluster need not be left for another that fits a little better.</param>
    /// <param name="weights">Of each sample, <c>[batch]</c>; see <see cref="Weights"/>. Null for 1.</param>
    public static Tensor Loss(Tensor student, Tensor teacher, Tensor classes, double beta, Tensor? weights = null)
    {
        (Tensor first, Tensor second) = Views(student);
        (Tensor taughtFirst, Tensor taughtSecond) = Views(teacher.Detach());
        Tensor losses = (Information(first, taughtSecond, classes, beta) + Information(second, taughtFirst, classes, beta)) / -2;
        return (weights is null ? losses : losses * weights).Mean();
    }

    /// <summary>How sure the teacher is that both views are of one cluster, <c>[batch]</c>, averaged over heads (eq. 10).</summary>
    public static Tensor Weights(IReadOnlyList<Tensor> teacherHeads)
    {
        using NoGradient guard = new();
        return Ops.Stack([.. teacherHeads.Select(Agreement)]).Mean([0]);
    }

    /// <summary>SCAN's loss between student and teacher: consistency less <paramref name="alpha"/> times the mean entropy of each student view's mean.</summary>
    public static Tensor Scan(Tensor student, Tensor teacher, double alpha)
    {
        (Tensor first, Tensor second) = Views(student);
        (Tensor taughtFirst, Tensor taughtSecond) = Views(teacher.Detach());
        Tensor consistency = ((first * taughtSecond).Sum([1L]).Log().Mean() + (second * taughtFirst).Sum([1L]).Log().Mean()) / -2;
        return consistency - ((SoftTargets.EntropyOfMean(first) + SoftTargets.EntropyOfMean(second)) * (alpha / 2));
    }

    private static Tensor Information(Tensor student, Tensor teacher, Tensor classes, double beta) =>
        ((student * teacher).Pow(beta) / classes).Sum([1L]).Log();

    private static Tensor Agreement(Tensor teacher)
    {
        (Tensor first, Tensor second) = Views(teacher);
        return (first * second).Sum([1L]);
    }

    private static (Tensor First, Tensor Second) Views(Tensor rows)
    {
        long batch = rows.Size(0) / 2;
        return (rows.Narrow(0, 0, batch), rows.Narrow(0, batch, batch));
    }
}
