namespace Autodidact.Evaluation.Comparison;

/// <summary>A figure of one or several runs.</summary>
/// <param name="Value">The figure, or its mean over seeds.</param>
/// <param name="Low">Lower end of its 95 % interval; null where nothing says how far it scatters.</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="N">Values that it is the mean of.</param>
/// <param name="Over">What the interval covers: <c>seeds</c>, <c>pictures</c> for one run's own, or <c>nothing</c>.</param>
public sealed record Estimate(double Value, double? Low, double? High, int N, string Over)
{
    /// <summary>Names of what an interval covers.</summary>
    public const string Seeds = "seeds", Pictures = "pictures", Nothing = "nothing";

    /// <summary>Mean and Student's t interval over runs that differ by their seed; the run's own interval where there is but one.</summary>
    /// <param name="values">A value for each run, with its own interval where it has one.</param>
    /// <param name="least">What no such figure is below: a few seeds that scatter make wide intervals.</param>
    /// <param name="most">What no such figure is above.</param>
    /// <returns>Null where there is no value.</returns>
    public static Estimate? Of(IReadOnlyList<(double Value, Interval? Own)> values, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) return null;
        if (values.Count == 1)
            return values[0].Own is Interval own ? new(values[0].Value, own.Low, own.High, 1, Pictures) : new(values[0].Value, null, null, 1, Nothing);
        double[] all = [.. values.Select(value => value.Value)];
        Interval interval = Interval.OfMean(all);
        return new(all.Average(), Math.Max(least, interval.Low), Math.Min(most, interval.High), all.Length, Seeds);
    }
}
