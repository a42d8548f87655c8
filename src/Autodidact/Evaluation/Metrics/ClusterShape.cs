using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>How compact clusters are and how far apart, judged by the rows alone, without classes. Computed in double precision.</summary>
public sealed class ClusterShape
{
    // The distances of all rows to all rows at once would be gigabytes.
    private const int BlockRows = 512;

    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="clusters">The cluster of each row, at least 0; not each number need occur.</param>
    /// <param name="cancel">Checked between blocks of rows.</param>
    /// <exception cref="ArgumentException">There are not so many rows, or not two clusters, or as many clusters as rows.</exception>
    public ClusterShape(ReadOnlySpan<float> values, int dimension, ReadOnlySpan<int> clusters, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length != (long)clusters.Length * dimension) throw new ArgumentException($"{clusters.Length} clusters need {clusters.Length} rows of {dimension} numbers; there are {values.Length} numbers.", nameof(values));
        int[] used = [.. clusters.ToArray().Distinct().Order()];
        int n = clusters.Length, k = used.Length;
        if (k < 2 || k >= n) throw new ArgumentException($"{n} rows in {k} clusters have no shape; 2 to {n - 1} clusters have.", nameof(clusters));
        int[] labels = Array.ConvertAll(clusters.ToArray(), cluster => Array.BinarySearch(used, cluster));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(values, n, dimension).To(ScalarType.Float64);
        // Distances are differences of squares, which are exact where the rows lie around zero.
        rows -= rows.Mean([0], keepdim: true);
        Tensor members = Tensor.From(Array.ConvertAll(labels, label => (long)label)).OneHot(k).To(ScalarType.Float64);          // [rows, clusters]
        Tensor sizes = members.Sum([0L]), centres = members.T().Matmul(rows) / sizes.Unsqueeze(1);
        Tensor offsets = rows - centres.IndexSelect(0, Tensor.From(Array.ConvertAll(labels, label => (long)label)));
        Inertia = offsets.Square().Sum().Item<double>();
        CalinskiHarabasz = Inertia == 0 ? 1 : (sizes.Unsqueeze(1) * centres.Square()).Sum().Item<double>() / (k - 1) * (n - k) / Inertia;
        DaviesBouldin = Mixed((members.T().Matmul(offsets.LinalgVectorNorm(2.0, [1], keepdim: true)) / sizes.Unsqueeze(1)).ToArray<double>(), centres);
        double[] counts = sizes.ToArray<double>();
        Silhouettes = new double[n];
        for (int first = 0; first < n; first += BlockRows)
        {
            cancel.ThrowIfCancellationRequested();
            using TensorScope inner = new();
            int count = Math.Min(BlockRows, n - first);
            double[] sums = Distances(rows.Narrow(0, first, count), rows).Matmul(members).ToArray<double>();     // [block, clusters]
            for (int row = 0; row < count; row++) Silhouettes[first + row] = SilhouetteOf(sums.AsSpan(row * k, k), counts, labels[first + row]);
        }
    }

    /// <summary>Summed squared distance of rows to the mean of their cluster; lower is more compact.</summary>
    public double Inertia { get; }

    /// <summary>
    /// How much nearer each row is to its own cluster than to the next one, -1 to 1: <c>(b - a) / max(a, b)</c> of mean distances; 0 for a row alone in its cluster.
    /// Rousseeuw 1987.
    /// </summary>
    public double[] Silhouettes { get; }

    /// <summary>The mean of <see cref="Silhouettes"/>, -1 to 1; higher is better.</summary>
    public double Silhouette => Silhouettes.Average();

    /// <summary>Scatter between clusters over scatter within, each over its degrees of freedom; higher is better. Calinski and Harabasz 1974.</summary>
    public double CalinskiHarabasz { get; }

    /// <summary>How much clusters overlap with the one they overlap most with, on average, at least 0; lower is better. Davies and Bouldin 1979.</summary>
    public double DaviesBouldin { get; }

    private static double SilhouetteOf(ReadOnlySpan<double> sums, double[] counts, int own)
    {
        if (counts[own] == 1) return 0;
        double within = sums[own] / (counts[own] - 1), next = double.PositiveInfinity;
        for (int cluster = 0; cluster < counts.Length; cluster++)
            if (cluster != own) next = Math.Min(next, sums[cluster] / counts[cluster]);
        double larger = Math.Max(within, next);
        return larger == 0 ? 0 : (next - within) / larger;
    }

    private static double Mixed(double[] spreads, Tensor centres)
    {
        int k = spreads.Length;
        double[] apart = Distances(centres, centres).ToArray<double>();
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            double worst = 0;
            for (int j = 0; j < k; j++)
                if (j != i && apart[(i * k) + j] > 0) worst = Math.Max(worst, (spreads[i] + spreads[j]) / apart[(i * k) + j]);
            sum += worst;
        }
        return sum / k;
    }

    // Euclidean, [first, second].
    private static Tensor Distances(Tensor first, Tensor second) => SquaredDistances.Of(first, second).Sqrt();
}
