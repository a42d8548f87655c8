namespace Autodidact.Evaluation;

/// <summary>Where a quantity lies with 95 % confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    // The 97.5 % quantile of the standard normal distribution.
    private const double Quantile = 1.959963984540054;

    // The same of Student's t distribution with 1, 2, ... degrees of freedom, where expansions are too rough.
    private static readonly double[] s_student =
    [
        12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163, 2.228138852, 2.200985160, 2.178812830,
    ];

    /// <summary>
    /// The Wilson score interval of a share (Wilson 1927): which true accuracies make <paramref name="successes"/> of
    /// <paramref name="count"/> independent test samples plausible. It stays within 0..1 and is honest near both ends.
    /// It covers the choice of test samples only, not the choice of training samples or seeds.
    /// </summary>
    /// <param name="successes">0 to <paramref name="count"/>.</param>
    /// <param name="count">Test samples; with none, everything from 0 to 1 is possible.</param>
    public static Interval Wilson(long successes, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        if (count == 0) return new(0, 1);
        double share = (double)successes / count, z2 = Quantile * Quantile / count;
        double centre = (share + (z2 / 2)) / (1 + z2);
        double half = Math.Sqrt((share * (1 - share) * z2) + (z2 * z2 / 4)) / (1 + z2);
        // At the ends the formula is exact in theory and a rounding away from it here.
        return new(successes == 0 ? 0 : centre - half, successes == count ? 1 : centre + half);
    }

    /// <summary>
    /// The interval of Spearman's ρ over the choice of pairs: Fisher's transformation with the standard error of Bonett and Wright (2000), <c>sqrt((1 + ρ²/2) / (n - 3))</c>.
    /// </summary>
    /// <param name="correlation">-1 to 1; no number where there is none, and then everything is possible.</param>
    /// <param name="count">Pairs; with fewer than four everything is possible.</param>
    public static Interval OfRankCorrelation(double correlation, int count)
    {
        if (double.IsNaN(correlation) || count < 4) return new(-1, 1);
        double centre = Math.Atanh(Math.Clamp(correlation, -1, 1)), half = Quantile * Math.Sqrt((1 + (correlation * correlation / 2)) / (count - 3));
        return new(Math.Tanh(centre - half), Math.Tanh(centre + half));
    }

    /// <summary>
    /// Student's t interval of a mean (Student 1908): where the mean of the population lies, of which the values are independent
    /// draws that scatter normally. With few values, such as three seeds, it is as wide as it has to be.
    /// </summary>
    /// <param name="values">Two or more.</param>
    public static Interval OfMean(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2, nameof(values));
        double mean = values.Average(), squares = values.Sum(value => (value - mean) * (value - mean));
        double half = StudentQuantile(values.Count - 1) * Math.Sqrt(squares / (values.Count - 1) / values.Count);
        return new(mean - half, mean + half);
    }

    /// <summary>
    /// The interval of any smooth figure of a set of samples, by the jackknife over groups (Quenouille 1956; Efron and Tibshirani 1993, chapter 11): the samples are dealt into equal groups,
    /// and how the figure moves when one group is left out says how it would move with other samples.
    /// </summary>
    /// <param name="value">The figure of all samples.</param>
    /// <param name="without">The figure without each of the groups, two or more.</param>
    public static Interval OfGroups(double value, IReadOnlyList<double> without)
    {
        ArgumentNullException.ThrowIfNull(without);
        ArgumentOutOfRangeException.ThrowIfLessThan(without.Count, 2, nameof(without));
        double mean = without.Average(), squares = without.Sum(one => (one - mean) * (one - mean));
        double half = StudentQuantile(without.Count - 1) * Math.Sqrt(squares * (without.Count - 1) / without.Count);
        return new(value - half, value + half);
    }

    /// <summary>That of an accuracy over seeds: one seed's own over its test samples, Student's of several, within 0 to 1.</summary>
    /// <param name="accuracies">One a seed.</param>
    /// <param name="first">The first one's interval over test samples.</param>
    internal static Interval OverSeeds(IReadOnlyList<double> accuracies, Interval first)
    {
        if (accuracies.Count == 1) return first;
        Interval mean = OfMean(accuracies);
        return new(Math.Max(0, mean.Low), Math.Min(1, mean.High));
    }

    /// <summary>The 97.5 % quantile of Student's t distribution.</summary>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    internal static double StudentQuantile(int freedom)
    {
        if (freedom <= s_student.Length) return s_student[freedom - 1];
        // Cornish and Fisher's expansion around the normal distribution; beyond the table its error is below 1e-5.
        double z = Quantile, z2 = z * z, n = freedom;
        return z * (1 + (((z2 + 1) / 4) + (((((5 * z2) + 16) * z2) + 3) / (96 * n)) + (((((((3 * z2) + 19) * z2) + 17) * z2) - 15) / (384 * n * n))
            + (((((((((79 * z2) + 776) * z2) + 1482) * z2) - 1920) * z2) - 945) / (92160 * n * n * n))) / n);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Low:0.000} .. {High:0.000}";
}
