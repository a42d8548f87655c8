using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Clustering;

/// <summary>
/// Rows to begin k-means at, far from each other: k-means++ (Arthur and Vassilvitskii 2007), where each centre is the best of a few that are drawn with
/// the squared distance to the nearest centre so far.
/// </summary>
public static class KMeansStart
{
    /// <summary>The numbers of the rows to begin at; where fewer rows differ than centres are wanted, some come again.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>, at least one, on any device.</param>
    /// <param name="clusters">Centres wanted, at least 1.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="attempt">Another number begins elsewhere.</param>
    public static long[] PlusPlus(Tensor rows, int clusters, ulong seed, int attempt = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Draws draws = new(new DrawKey(seed, attempt, 0, 0), DrawPurpose.Clusters);
        int trials = 2 + (int)Math.Log(clusters);
        Tensor squares = rows.Square().Sum([1L]);
        long[] chosen = new long[clusters];
        chosen[0] = draws.Below((int)rows.Size(0));
        float[] nearest = Distances(rows, squares, [chosen[0]]).ToArray<float>();
        for (int centre = 1; centre < clusters; centre++)
        {
            using TensorScope inner = new();
            long[] candidates = Drawn(nearest, trials, ref draws);
            // [trials, rows]: what would be left with each.
            Tensor left = Ops.Minimum(Distances(rows, squares, candidates), Tensor.From(nearest).To(rows.Device));
            double[] sums = left.Sum([1L], dtype: ScalarType.Float64).ToArray<double>();
            int best = Array.IndexOf(sums, sums.Min());
            chosen[centre] = candidates[best];
            nearest = left.Select(0, best).ToArray<float>();
        }
        return chosen;
    }

    private static long[] Drawn(float[] weights, int count, ref Draws draws)
    {
        double[] sums = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) sums[i] = sum += weights[i];
        long[] drawn = new long[count];
        for (int i = 0; i < count; i++)
        {
            // Where all rows are centres already, any will do.
            int place = sum > 0 ? Array.BinarySearch(sums, draws.NextDouble() * sum) : draws.Below(weights.Length);
            drawn[i] = Math.Min(place < 0 ? ~place : place, weights.Length - 1);
        }
        return drawn;
    }

    // Squared, [centres, rows].
    private static Tensor Distances(Tensor rows, Tensor squares, long[] centres)
    {
        Tensor places = Tensor.From<long>(centres, centres.Length).To(rows.Device), points = rows.IndexSelect(0, places);
        Tensor distances = (squares + squares.IndexSelect(0, places).Unsqueeze(1) - (points.Matmul(rows.T()) * 2)).ClampMin(0);
        // What rounding leaves between a row and itself must not draw it again.
        return distances.Scatter(1, places.Unsqueeze(1), Tensor.Zeros([centres.Length, 1], rows.Type, rows.Device));
    }
}
