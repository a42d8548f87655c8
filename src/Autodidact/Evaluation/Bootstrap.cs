using Autodidact.Data.Views;

namespace Autodidact.Evaluation;

/// <summary>What a figure would have been on other samples of the same kind: samples drawn again with replacement, as many as there are. Efron 1979.</summary>
public static class Bootstrap
{
    /// <summary>Draws where nobody says how many.</summary>
    public const int UsualDraws = 500;

    /// <summary>How often each sample comes in one draw; every group keeps its size.</summary>
    /// <param name="groups">The group of each sample, at least 0, such as its class.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draw">Which of them.</param>
    public static int[] Times(ReadOnlySpan<int> groups, ulong seed, int draw)
    {
        int count = 0;
        foreach (int group in groups) count = Math.Max(count, group + 1);
        List<int>[] members = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (int i = 0; i < groups.Length; i++) members[groups[i]].Add(i);
        int[] times = new int[groups.Length];
        for (int group = 0; group < count; group++)
        {
            Draws draws = new(new DrawKey(seed, draw, group, 0), DrawPurpose.Bootstrap);
            for (int i = 0; i < members[group].Count; i++) times[members[group][draws.Below(members[group].Count)]]++;
        }
        return times;
    }

    /// <summary>Where 95 % of the draws' figures lie, and the figure itself: the percentile interval.</summary>
    /// <param name="figure">The figure on the samples as they are.</param>
    /// <param name="drawn">The figure on each draw, at least one.</param>
    public static Interval Of(double figure, IEnumerable<double> drawn)
    {
        double[] sorted = [.. drawn.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(drawn));
        return new(Math.Min(figure, At(0.025)), Math.Max(figure, At(0.975)));

        double At(double share)
        {
            double place = share * (sorted.Length - 1);
            int below = (int)place;
            return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
        }
    }
}
