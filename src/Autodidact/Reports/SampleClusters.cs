using Autodidact.Engine;
using Autodidact.Evaluation.Clustering;
using Autodidact.Objectives;

namespace Autodidact.Reports;

/// <summary>Clusters of the samples of a report by their directions: k-means on the unit sphere, the best of three starts.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="ClusterOf">The cluster of each sample.</param>
/// <param name="Closeness">The cosine of each sample and the centre of its cluster.</param>
internal sealed record SampleClusters(int Count, int[] ClusterOf, float[] Closeness)
{
    private const int Usual = 10, MostByClasses = 30, Starts = 3, MostIterations = 100;

    /// <summary>Finds them.</summary>
    public static SampleClusters Of(ReportSamples samples, ReportOptions options, CancellationToken cancel)
    {
        int classes = samples.Measured is { } measured ? measured.Labels.Distinct().Count() : 0;
        int count = Math.Min(samples.Count, options.Clusters ?? (classes > 1 ? Math.Min(classes, MostByClasses) : Usual));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From<float>(samples.Unit, samples.Count, samples.Dimension);
        KMeansFit? best = null;
        for (int start = 0; start < Starts; start++)
        {
            long[] first = KMeansStart.PlusPlus(rows, count, options.Seed, start);
            KMeansFit fit = KMeans.Fit(rows, rows.IndexSelect(0, Tensor.From<long>(first, first.Length)), MostIterations, spherical: true, cancel);
            if (best is null || fit.Inertias[^1] < best.Inertias[^1]) best = fit;
        }
        Tensor closeness = (rows * best!.Centres.Normalize().IndexSelect(0, best.Labels)).Sum([1L]);
        // Numbers say which is larger: the first cluster has most samples.
        long[] labels = best.Labels.ToArray<long>();
        int[] sizes = new int[count], ranks = new int[count];
        foreach (long label in labels) sizes[label]++;
        foreach ((int rank, int cluster) in Enumerable.Range(0, count).OrderByDescending(cluster => sizes[cluster]).Index()) ranks[cluster] = rank;
        return new(count, [.. labels.Select(label => ranks[label])], closeness.ToArray<float>());
    }
}
