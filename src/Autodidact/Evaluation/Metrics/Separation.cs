namespace Autodidact.Evaluation.Metrics;

/// <summary>How well scores tell two groups apart, of which one ought to score higher. Ties are treated as what they are: neither right nor wrong.</summary>
public sealed class Separation
{
    // Scores from the highest, each with its place among those of both groups, the high group's first.
    private readonly double[] _scores;
    private readonly int[] _places;
    private readonly int _highCount;

    // One step of the curve for every score that occurs, from the highest: how many of each group reach it.
    private readonly double[] _thresholds;
    private readonly long[] _high, _low;

    /// <param name="high">Scores of the group that ought to score higher, at least one, none of them NaN.</param>
    /// <param name="low">Scores of the other group, at least one, none of them NaN.</param>
    /// <exception cref="ArgumentException">A group is empty, or a score is no number.</exception>
    public Separation(ReadOnlySpan<double> high, ReadOnlySpan<double> low) : this(Sorted(high, low, out int[] places), places, high.Length, [])
    {
    }

    private Separation(double[] scores, int[] places, int highCount, ReadOnlySpan<int> times)
    {
        (_scores, _places, _highCount) = (scores, places, highCount);
        List<double> thresholds = new(scores.Length);
        List<long> highs = new(scores.Length), lows = new(scores.Length);
        (long reachedHigh, long reachedLow, bool isNew) = (0, 0, false);
        for (int i = 0; i < scores.Length; i++)
        {
            int count = times.IsEmpty ? 1 : times[places[i]];
            if (places[i] < highCount) reachedHigh += count;
            else reachedLow += count;
            isNew |= count > 0;
            if (!isNew || (i + 1 < scores.Length && scores[i + 1] == scores[i])) continue;
            thresholds.Add(scores[i]);
            highs.Add(reachedHigh);
            lows.Add(reachedLow);
            isNew = false;
        }
        (_thresholds, _high, _low) = ([.. thresholds], [.. highs], [.. lows]);
    }

    /// <summary>What it would be of another sample of both groups, which has some scores several times and others not at all.</summary>
    /// <param name="times">How often each score comes, those of the high group first; each group at least once.</param>
    public Separation Resampled(ReadOnlySpan<int> times) => times.Length == _scores.Length
        ? new(_scores, _places, _highCount, times)
        : throw new ArgumentException($"{times.Length} numbers do not say how often each of {_scores.Length} scores comes.", nameof(times));

    /// <summary>Scores of the group that ought to score higher.</summary>
    public long High => _high[^1];

    /// <summary>Scores of the other group.</summary>
    public long Low => _low[^1];

    /// <summary>AUROC: the chance that one of the high group scores above one of the low group, ties by half, 0..1; 0.5 is guessing. Hanley and McNeil 1982.</summary>
    public double Auroc
    {
        get
        {
            (double area, long high, long low) = (0, 0, 0);
            for (int i = 0; i < _thresholds.Length; i++)
            {
                area += (_low[i] - low) * (double)(_high[i] + high) / 2;
                (high, low) = (_high[i], _low[i]);
            }
            return area / High / Low;
        }
    }

    /// <summary>AUPR of the high group, as average precision: precision at each step of recall, 0..1; the group's share is guessing.</summary>
    public double AveragePrecision
    {
        get
        {
            (double sum, long before) = (0, 0);
            for (int i = 0; i < _thresholds.Length; i++)
            {
                sum += (_high[i] - before) * (double)_high[i] / (_high[i] + _low[i]);
                before = _high[i];
            }
            return sum / High;
        }
    }

    /// <summary>AUPR of the low group, whose scores are turned round.</summary>
    public double AveragePrecisionOfLow
    {
        get
        {
            (double sum, long before) = (0, 0);
            for (int i = _thresholds.Length - 1; i >= 0; i--)
            {
                // From the other end, those at this score and below.
                long low = Low - (i == 0 ? 0 : _low[i - 1]), high = High - (i == 0 ? 0 : _high[i - 1]);
                sum += (low - before) * (double)low / (low + high);
                before = low;
            }
            return sum / Low;
        }
    }

    /// <summary>Area under precision over recall with straight lines between the points, which flatters a little (Davis and Goadrich 2006); 0..1.</summary>
    public double PrecisionRecallArea
    {
        get
        {
            (double area, long before, double precision) = (0, 0, 1);
            for (int i = 0; i < _thresholds.Length; i++)
            {
                double here = (double)_high[i] / (_high[i] + _low[i]);
                area += (_high[i] - before) * (here + precision) / 2;
                (before, precision) = (_high[i], here);
            }
            return area / High;
        }
    }

    /// <summary>The least wrong that a threshold can be where both groups count alike, 0..0.5: the mean of both shares of errors.</summary>
    public double DetectionError => Math.Min(0.5, Enumerable.Range(0, _thresholds.Length).Min(i => (1 - ((double)_high[i] / High) + ((double)_low[i] / Low)) / 2));

    /// <summary>The highest score that a share of the high group reaches.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public double ThresholdAt(double share = 0.95) => _thresholds[StepAt(share)];

    /// <summary>FPR95: the share of the low group that reaches the score which 95 % of the high group reach, 0..1; lower is better.</summary>
    /// <param name="share">Another share than 95 %, above 0, at most 1.</param>
    public double FalseAlarmsAt(double share = 0.95) => (double)_low[StepAt(share)] / Low;

    /// <summary>The share of the low group at or above the quantile of the high group's scores (between two scores, by a straight line), 0..1.</summary>
    /// <param name="share">The share of the high group that lies above the quantile.</param>
    public double FalseAlarmsAtQuantile(double share = 0.95)
    {
        // In decimals, 1 - 0.95 is 0.05: the place is that of a score where it falls on one, and not a hair above, where equal scores of the low group would be lost.
        double place = (double)((1 - (decimal)share) * (High - 1));
        long below = (long)Math.Floor(place);
        double lower = Lowest(below), threshold = lower + ((place - below) * (Lowest(Math.Min(below + 1, High - 1)) - lower));
        int step = Array.FindLastIndex(_thresholds, score => score >= threshold);
        return step < 0 ? 0 : (double)_low[step] / Low;
    }

    // The high group's scores from the lowest, by number.
    private double Lowest(long number) => _thresholds[Array.FindIndex(_high, high => high >= High - number)];

    private static double[] Sorted(ReadOnlySpan<double> high, ReadOnlySpan<double> low, out int[] places)
    {
        if (high.IsEmpty || low.IsEmpty) throw new ArgumentException($"{high.Length} and {low.Length} scores cannot be told apart; there must be some of both groups.", nameof(high));
        double[] scores = [.. high, .. low];
        if (scores.Any(double.IsNaN)) throw new ArgumentException("A score is no number.", nameof(high));
        places = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(scores, places);
        Array.Reverse(scores);
        Array.Reverse(places);
        return scores;
    }

    private int StepAt(double share)
    {
        if (share is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        return Array.FindIndex(_high, high => (double)high / High >= share);
    }
}
