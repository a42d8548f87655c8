using Autodidact.Data.Views;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Metrics;

namespace Autodidact.Embeddings.Clusters;

/// <summary>
/// Suggests how many clusters there are. For each number on a grid, rows are clustered and judged by their mean silhouette (Rousseeuw 1987), and by whether two halves of the rows, clustered
/// apart, agree about all (Ben-Hur, Elisseeff and Guyon 2002). Suggested is the number of highest silhouette among those that are about as stable as the most stable one.
/// </summary>
public static class ClusterCount
{
    /// <summary>How far behind the most stable number one may lie.</summary>
    public const double Tolerance = 0.1;

    private const int MostRows = 4000, MostJudged = 2000, Halves = 3, Restarts = 2;

    /// <summary>Judges every number of clusters on the grid, on at most 4,000 rows that are drawn.</summary>
    /// <param name="values">Rows of length 1, <c>[rows, dimension]</c>, finite.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="most">Most clusters.</param>
    /// <param name="seed">Decides which rows are drawn and where k-means begins.</param>
    /// <param name="progress">Told how many of how many numbers are judged.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <returns>Rising numbers of clusters; none where there are fewer than 8 rows.</returns>
    public static IReadOnlyList<ClusterCandidate> Judge(ReadOnlySpan<float> values, int dimension, int most, ulong seed, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        int all = values.Length / dimension;
        int[] order = [.. Enumerable.Range(0, all)];
        new Draws(new DrawKey(seed, 0, 0, 1), DrawPurpose.Clusters).Shuffle(order.AsSpan());
        float[] rows = Chosen(values, dimension, order.AsSpan(0, Math.Min(all, MostRows)));
        int count = rows.Length / dimension;
        int[] grid = [.. Grid(Math.Min(most, count / 4))];
        ClusterCandidate[] candidates = new ClusterCandidate[grid.Length];
        for (int i = 0; i < grid.Length; i++)
        {
            progress?.Invoke(i, grid.Length);
            CentreClusters clusters = CentreClusters.Fit(rows, dimension, grid[i], seed, Restarts, cancel);
            ReadOnlySpan<float> judged = rows.AsSpan(0, Math.Min(count, MostJudged) * dimension);
            int[] labels = clusters.Assign(judged).Labels;
            int used = labels.Distinct().Count();
            // All rows in one cluster, or each in one of its own: nothing is nearer than anything else.
            double silhouette = used < 2 || used == labels.Length ? 0 : new ClusterShape(judged, dimension, labels, cancel).Silhouette;
            candidates[i] = new(grid[i], clusters.Inertia, silhouette, Stability(rows, dimension, grid[i], seed, cancel));
        }
        return candidates;
    }

    /// <summary>The number to suggest; 1 where there is none to choose from.</summary>
    public static int Suggest(IReadOnlyList<ClusterCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0) return 1;
        double most = candidates.Max(candidate => candidate.Stability);
        return candidates.Where(candidate => candidate.Stability >= most - Tolerance).MaxBy(candidate => candidate.Silhouette)!.K;
    }

    /// <summary>Every number to 10, then steps of a tenth or so: neighbours differ too little to tell.</summary>
    private static IEnumerable<int> Grid(int most)
    {
        for (int k = 2; k <= most; k += k < 10 ? 1 : k < 20 ? 2 : k < 50 ? 5 : k / 5) yield return k;
    }

    private static double Stability(float[] rows, int dimension, int k, ulong seed, CancellationToken cancel)
    {
        int count = rows.Length / dimension;
        double sum = 0;
        for (int draw = 0; draw < Halves; draw++)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            new Draws(new DrawKey(seed, draw, 1, 1), DrawPurpose.Clusters).Shuffle(order.AsSpan());
            int[] first = Labels(order.AsSpan(0, count / 2)), second = Labels(order.AsSpan(count / 2));
            sum += new ClusterAgreement(Contingency.Of(first, second)).AdjustedRand;

            int[] Labels(ReadOnlySpan<int> half) => CentreClusters.Fit(Chosen(rows, dimension, half), dimension, k, seed, Restarts, cancel).Assign(rows).Labels;
        }
        return sum / Halves;
    }

    private static float[] Chosen(ReadOnlySpan<float> values, int dimension, ReadOnlySpan<int> rows)
    {
        float[] chosen = new float[rows.Length * dimension];
        for (int i = 0; i < rows.Length; i++) values.Slice(rows[i] * dimension, dimension).CopyTo(chosen.AsSpan(i * dimension));
        return chosen;
    }
}
