namespace Autodidact.Evaluation.Metrics;

/// <summary>One query's answer: which of the ranked items were wanted, best rank first. All measures are in 0..1.</summary>
public sealed class RankedRelevance
{
    private readonly bool[] _wanted;
    private readonly int _total;

    /// <param name="wanted">For each rank, whether the item there was wanted.</param>
    /// <param name="total">Wanted items there are in all, ranked or not; by default those that were ranked.</param>
    public RankedRelevance(IEnumerable<bool> wanted, int? total = null)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        _wanted = [.. wanted];
        int ranked = Hits(_wanted.Length);
        _total = total ?? ranked;
        ArgumentOutOfRangeException.ThrowIfLessThan(_total, ranked, nameof(total));
    }

    /// <summary>Mean, over all wanted items, of the precision at their rank; items that were not ranked count 0.</summary>
    public double AveragePrecision => SummedPrecision(_wanted.Length) / Math.Max(1, _total);

    /// <summary>Average precision of the first R ranks, R the number of wanted items. Musgrave et al. 2020, arXiv:2003.08505.</summary>
    public double AveragePrecisionAtR => SummedPrecision(_total) / Math.Max(1, _total);

    /// <summary>Precision of the first R ranks, R the number of wanted items.</summary>
    public double RPrecision => _total == 0 ? 0 : (double)Hits(_total) / _total;

    /// <summary>1 / rank of the first wanted item.</summary>
    public double ReciprocalRank => Array.IndexOf(_wanted, true) is var first && first < 0 ? 0 : 1.0 / (first + 1);

    /// <summary>Share of the first <paramref name="k"/> ranks that was wanted.</summary>
    public double PrecisionAt(int k) => (double)Hits(k) / k;

    /// <summary>Whether one of the first <paramref name="k"/> ranks was wanted, 0 or 1: recall@k of image retrieval.</summary>
    public double RecallAt(int k) => Hits(k) > 0 ? 1 : 0;

    /// <summary>Discounted gain of the first <paramref name="k"/> ranks beside that of the best order. Järvelin and Kekäläinen 2002.</summary>
    public double NdcgAt(int k)
    {
        double gain = 0, best = 0;
        for (int rank = 0; rank < k; rank++)
        {
            double discount = 1 / Math.Log2(rank + 2);
            if (rank < _wanted.Length && _wanted[rank]) gain += discount;
            if (rank < _total) best += discount;
        }

        return best == 0 ? 0 : gain / best;
    }

    private int Hits(int k) => _wanted.Take(k).Count(wanted => wanted);

    private double SummedPrecision(int ranks)
    {
        (double sum, int hits) = (0, 0);
        for (int rank = 0; rank < Math.Min(ranks, _wanted.Length); rank++)
        {
            if (_wanted[rank]) sum += (double)++hits / (rank + 1);
        }

        return sum;
    }
}
