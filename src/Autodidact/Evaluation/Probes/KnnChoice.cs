using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Probes;

/// <summary>How many neighbours vote and how sharply, chosen on rows held out of the training rows.</summary>
/// <param name="K">Neighbours that vote.</param>
/// <param name="Temperature">Temperature of the vote.</param>
/// <param name="ValidationAccuracy">Accuracy of that choice on the validation rows, 0..1; NaN where no row could be held out.</param>
/// <param name="ValidationCount">Validation rows.</param>
public sealed record KnnChoice(int K, double Temperature, double ValidationAccuracy, int ValidationCount)
{
    /// <summary>DINO's, which nothing chose: k = 200 and T = 0.1. What figures of several runs are compared by.</summary>
    public const int UsualK = 200;

    /// <inheritdoc cref="UsualK"/>
    public const double UsualTemperature = 0.1;

    // More rows tell the settings no better apart; the time grows with their square.
    private const int MostValidationRows = 10_000, Chunk = 2048;
    private const double ValidationShare = 0.2;

    // From many to few: of settings that are equally good, the one with the most votes is taken.
    private static readonly int[] s_neighbours = [200, 100, 50, 20, 10, 5, 1];
    private static readonly double[] s_temperatures = [0.1, 0.07, 0.2, 0.04, 0.5, 0.02, 1];

    /// <summary>Chooses what is not given: of k, 1 to 200, of the temperature, 0.02 to 1. Sees training rows only.</summary>
    /// <param name="train">Training rows, at least one.</param>
    /// <param name="k">Null to choose.</param>
    /// <param name="temperature">Null to choose.</param>
    /// <param name="seed">Decides which rows are held out: a fifth of every class, 10,000 at most.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static KnnChoice Of(LabelledFeatures train, int? k = null, double? temperature = null, ulong seed = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (k is int neighbours && temperature is double sharp) return new(neighbours, sharp, double.NaN, 0);
        StratifiedSplit split = StratifiedSplit.Of(train.Labels, Math.Min(ValidationShare, (double)MostValidationRows / train.Count), seed);
        if (split.Held.Length == 0) return new(k ?? UsualK, temperature ?? UsualTemperature, double.NaN, 0);
        LabelledFeatures voters = train.Rows(split.Kept), validation = train.Rows(split.Held);
        // Where there are fewer voters than neighbours, all vote; that is one setting and not several.
        int[] ks = [.. (k is int given ? [given] : s_neighbours).Select(count => Math.Min(count, voters.Count)).Distinct()];
        double[] temperatures = temperature is double one ? [one] : s_temperatures;
        int[,] hits = Hits(voters, validation, ks, temperatures, cancel);
        (int bestK, int bestT) = (0, 0);
        for (int t = 0; t < temperatures.Length; t++)
        {
            for (int i = 0; i < ks.Length; i++)
            {
                if (hits[i, t] > hits[bestK, bestT]) (bestK, bestT) = (i, t);
            }
        }

        return new(k ?? ks[bestK], temperatures[bestT], (double)hits[bestK, bestT] / validation.Count, validation.Count);
    }

    /// <summary>Validation rows predicted rightly, <c>[ks, temperatures]</c>: neighbours are looked up once, and those of a smaller k are the first of a larger.</summary>
    private static int[,] Hits(LabelledFeatures voters, LabelledFeatures validation, int[] ks, double[] temperatures, CancellationToken cancel)
    {
        int[,] hits = new int[ks.Length, temperatures.Length];
        (int Count, int Index)[] rising = [.. ks.Select((count, index) => (count, index)).OrderBy(pair => pair.count)];
        float[] unit = UnitRows.Of(voters.Values, voters.Dimension);
        double[] votes = new double[voters.Classes];
        for (int first = 0; first < validation.Count; first += Chunk)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, validation.Count - first);
            float[] queries = UnitRows.Of(validation.Values.AsSpan(first * validation.Dimension, count * validation.Dimension), validation.Dimension);
            Neighbours neighbours = ExactSearch.Find(queries, unit, validation.Dimension, rising[^1].Count);
            for (int query = 0; query < count; query++)
            {
                for (int t = 0; t < temperatures.Length; t++) Count(neighbours, query, validation.Labels[first + query], t);
            }
        }

        return hits;

        void Count(Neighbours neighbours, int query, int label, int t)
        {
            Array.Clear(votes);
            ReadOnlySpan<float> scores = neighbours.ScoresOf(query);
            ReadOnlySpan<long> ids = neighbours.IdsOf(query);
            int voted = 0;
            foreach ((int neighbourhood, int index) in rising)
            {
                for (; voted < neighbourhood && ids[voted] >= 0; voted++) votes[voters.Labels[ids[voted]]] += Math.Exp((scores[voted] - scores[0]) / temperatures[t]);
                if (votes[label] > 0 && KnnClassifier.First(votes) == label) hits[index, t]++;
            }
        }
    }
}
