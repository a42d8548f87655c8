using Autodidact.Engine;

namespace Autodidact.Evaluation.Information;

/// <summary>
/// The InfoNCE bound: among K pairs, telling each first view's own second view from the other K - 1 takes information,
/// <c>I(first; second) >= ln K - loss</c>. Van den Oord et al. 2018, arXiv:1807.03748, appendix A.1; Poole et al. 2019,
/// arXiv:1905.06922. In nats. It can never exceed ln K, however much information there is.
/// </summary>
public static class InformationBound
{
    /// <summary>The bound of one batch, a scalar in nats.</summary>
    /// <param name="scores"><c>[K, K]</c>: rows are first views, columns second views, pairs on the diagonal.</param>
    public static Tensor Of(Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.LogSoftmax(1).Diagonal().Mean() + Math.Log(scores.Size(0));
    }

    /// <summary>The bound on each batch of <paramref name="size"/> pairs, one after the other; pairs that fill no batch are left out.</summary>
    /// <param name="critic">Was fitted on other pairs, or the bound does not hold.</param>
    /// <param name="pairs">What to measure on.</param>
    /// <param name="size">Pairs in a batch, K.</param>
    public static double[] OfBatches(Critic critic, ViewPairs pairs, int size)
    {
        ArgumentNullException.ThrowIfNull(critic);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        using NoGradient guard = new();
        double[] bounds = new double[pairs.Count / size];
        for (int batch = 0; batch < bounds.Length; batch++)
        {
            using TensorScope scope = new();
            bounds[batch] = Of(critic.Score(pairs.Slice(batch * size, size)).To(ScalarType.Float64)).Item<double>();
        }

        return bounds;
    }
}
