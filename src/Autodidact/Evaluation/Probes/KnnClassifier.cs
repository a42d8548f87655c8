using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Weighted nearest neighbours as DINO measures them: the k training rows of largest cosine vote for their class with
/// weight <c>exp(cosine / temperature)</c>. Wu et al. 2018, arXiv:1805.01978; Caron et al. 2021, arXiv:2104.14294.
/// </summary>
public sealed class KnnClassifier
{
    private const int Chunk = 2048;

    private readonly LabelledFeatures _train;
    private readonly float[] _unit;
    private readonly double _temperature;

    /// <param name="train">The rows that vote.</param>
    /// <param name="k">Neighbours that vote, at least 1; all rows when there are fewer.</param>
    /// <param name="temperature">Above 0; small ones give the nearest neighbours more weight.</param>
    public KnnClassifier(LabelledFeatures train, int k = KnnChoice.UsualK, double temperature = KnnChoice.UsualTemperature)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (train.Count == 0) throw new ArgumentException("Without training rows nothing can vote.", nameof(train));
        (_train, _temperature) = (train, temperature);
        _unit = UnitRows.Of(train.Values, train.Dimension);
        K = Math.Min(k, train.Count);
    }

    /// <summary>Neighbours that vote.</summary>
    public int K { get; }

    /// <summary>Predicts every test row and counts the hits. A row that is not finite is of no class (-1), and so wrong.</summary>
    /// <param name="test">Rows of the same dimension and classes.</param>
    /// <param name="cancel">Checked between chunks of rows.</param>
    public KnnResult Measure(LabelledFeatures test, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (test.Dimension != _train.Dimension)
            throw new ArgumentException($"Test rows have {test.Dimension} numbers, training rows {_train.Dimension}.", nameof(test));
        int[] predictions = new int[test.Count];
        double[] votes = new double[_train.Classes];
        (int best, int fifth) = (0, 0);
        for (int first = 0; first < test.Count; first += Chunk)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, test.Count - first);
            float[] queries = UnitRows.Of(test.Values.AsSpan(first * test.Dimension, count * test.Dimension), test.Dimension);
            Neighbours neighbours = ExactSearch.Find(queries, _unit, test.Dimension, K);
            for (int query = 0; query < count; query++)
            {
                Vote(neighbours, query, votes);
                int label = test.Labels[first + query];
                int rank = Rank(votes, label);
                predictions[first + query] = neighbours.IdsOf(query)[0] < 0 ? -1 : First(votes);
                if (rank == 0) best++;
                if (rank < 5) fifth++;
            }
        }

        return new(predictions, best, fifth);
    }

    private void Vote(Neighbours neighbours, int query, double[] votes)
    {
        Array.Clear(votes);
        ReadOnlySpan<float> scores = neighbours.ScoresOf(query);
        ReadOnlySpan<long> ids = neighbours.IdsOf(query);
        // Only ratios of votes matter; relative to the nearest neighbour no temperature is too small for exp. A row that is not
        // finite has no neighbours (-1) and so no votes.
        for (int i = 0; i < ids.Length && ids[i] >= 0; i++) votes[_train.Labels[ids[i]]] += Math.Exp((scores[i] - scores[0]) / _temperature);
    }

    /// <summary>The class with most votes, the lower of two with as many.</summary>
    internal static int First(double[] votes)
    {
        int first = 0;
        for (int other = 1; other < votes.Length; other++)
        {
            if (votes[other] > votes[first]) first = other;
        }

        return first;
    }

    /// <summary>Classes ahead of <paramref name="label"/>; a class without a vote is behind them all. Ties go to the lower class.</summary>
    private static int Rank(double[] votes, int label)
    {
        if (votes[label] == 0) return int.MaxValue;
        int ahead = 0;
        for (int other = 0; other < votes.Length; other++)
        {
            if (votes[other] > votes[label] || (votes[other] == votes[label] && other < label)) ahead++;
        }

        return ahead;
    }
}
