namespace Autodidact.Evaluation;

/// <summary>Where a quantity lies with 95 % confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    // The 97.5 % quantile of the standard normal distribution.
    private const double Quantile = 1.959963984540054;

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

    /// <inheritdoc/>
    public override string ToString() => $"{Low:0.000} .. {High:0.000}";
}
