namespace Autodidact.Evaluation.Metrics;

/// <summary>Whether two measures put things in the same order.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's ρ: Pearson's correlation of ranks, -1 to 1. Equal values share the mean of their ranks.</summary>
    /// <returns>Not a number where one side is all equal, or there are fewer than two pairs.</returns>
    /// <exception cref="ArgumentException">The sides are of different lengths.</exception>
    public static double Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} values cannot be paired with {second.Length}.", nameof(second));
        (double[] one, double[] other) = (Ranks(first), Ranks(second));
        // The mean of all ranks, shared or not.
        double mean = (first.Length - 1) / 2.0, product = 0, ones = 0, others = 0;
        for (int i = 0; i < one.Length; i++)
        {
            (double left, double right) = (one[i] - mean, other[i] - mean);
            (product, ones, others) = (product + (left * right), ones + (left * left), others + (right * right));
        }
        return product / Math.Sqrt(ones * others);
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray(), ranks = new double[values.Length];
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && sorted[end] == sorted[first];) end++;
            for (int i = first; i < end; i++) ranks[places[i]] = (first + end - 1) / 2.0;
        }
        return ranks;
    }
}
