namespace Autodidact.Evaluation.Detection;

/// <summary>
/// The score above which a sample is called strange, so that normal samples are called so no more often than asked for: from scores of normal samples that nothing was fitted on (split
/// conformal prediction; Vovk, Gammerman and Shafer 2005; Laxhammar 2014). It holds on average over the choice of those samples, as long as new normal ones are of the same kind.
/// </summary>
public sealed class ConformalThreshold
{
    private readonly double[] _scores;

    /// <param name="heldOut">Scores of normal samples that the detector was not fitted on, at least one, none of them NaN.</param>
    /// <param name="rate">False alarms among normal samples, above 0, below 1.</param>
    /// <exception cref="ArgumentException">They are too few for the rate (<see cref="Needed"/>), or one is NaN.</exception>
    public ConformalThreshold(ReadOnlySpan<double> heldOut, double rate)
    {
        _scores = [.. heldOut.ToArray().Order()];
        if (_scores.Length < Needed(rate)) throw new ArgumentException($"A rate of {rate} takes {Needed(rate)} held-out scores; there are {_scores.Length}.", nameof(heldOut));
        if (double.IsNaN(_scores[0])) throw new ArgumentException("A score is not a number.", nameof(heldOut));
        Rate = rate;
        // A new normal score is as likely at any rank among the n + 1.
        int rank = (int)Math.Ceiling(((_scores.Length + 1) * (1 - rate)) - 1e-9);
        Value = _scores[Math.Clamp(rank, 1, _scores.Length) - 1];
    }

    /// <summary>The rate that was asked for.</summary>
    public double Rate { get; }

    /// <summary>The threshold; a score above it is an alarm.</summary>
    public double Value { get; }

    /// <summary>Held-out samples that a rate takes: with fewer, no threshold could promise it.</summary>
    /// <param name="rate">Above 0, below 1.</param>
    public static int Needed(double rate)
    {
        if (rate is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate of false alarms is above 0 and below 1.");
        return Math.Max(1, (int)Math.Ceiling((1 / rate) - 1 - 1e-9));
    }

    /// <summary>The share of normal samples that would score as high, counting the sample itself: <c>(1 + held-out scores of at least this) / (1 + held-out scores)</c>.</summary>
    public double PValue(double score)
    {
        int below = 0, end = _scores.Length;
        while (below < end)
        {
            int middle = (below + end) / 2;
            if (_scores[middle] < score) below = middle + 1;
            else end = middle;
        }
        return (1.0 + _scores.Length - below) / (1 + _scores.Length);
    }
}
