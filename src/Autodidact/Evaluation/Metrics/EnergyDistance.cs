namespace Autodidact.Evaluation.Metrics;

/// <summary>The energy distance of two samples of numbers, <c>sqrt(2 E|X - Y| - E|X - X'| - E|Y - Y'|)</c>; 0 for equal samples alone. Székely and Rizzo 2013.</summary>
public static class EnergyDistance
{
    /// <summary>The distance, at least 0: the root of twice the integral of <c>(F - G)²</c>, F and G the shares of both samples up to each number.</summary>
    /// <param name="first">One or more numbers.</param>
    /// <param name="second">One or more numbers, not necessarily as many.</param>
    public static double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.IsEmpty || second.IsEmpty) throw new ArgumentException("A sample without a number is at no distance from another.", nameof(first));
        (double[] one, double[] other) = (first.ToArray(), second.ToArray());
        Array.Sort(one);
        Array.Sort(other);
        double[] all = [.. one, .. other];
        Array.Sort(all);
        double sum = 0;
        for (int at = 0, i = 0, j = 0; at + 1 < all.Length; at++)
        {
            while (i < one.Length && one[i] <= all[at]) i++;
            while (j < other.Length && other[j] <= all[at]) j++;
            double apart = ((double)i / one.Length) - ((double)j / other.Length);
            sum += apart * apart * (all[at + 1] - all[at]);
        }

        return Math.Sqrt(2 * sum);
    }
}
