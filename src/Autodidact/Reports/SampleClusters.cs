using Autodidact.Engine;
using Autodidact.Evaluation.Clustering;

namespace Autodidact.Reports;

/// <summary>Clusters of the samples of a report by their directions: k-means on features of length 1, the best of three starts.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="ClusterOf">The cluster of each sample.</param>
/// <param name="Closeness">The cosine of each sample and the centre of its cluster.</param>
internal sealed record SampleClusters(int Count, int[] ClusterOf, float[] Closeness)
{
    private const int Usual = 10, MostByClasses = 30, Starts = 3;

    /// <summary>Finds them.</summary>
    public static SampleClusters Of(ReportSamples samples, ReportOptions options, CancellationToken cancel)
    {
        int classes = samples.Measured is { } measured ? measured.Labels.Distinct().Count() : 0;
        int count = Math.Min(samples.Count, options.Clusters ?? (classes > 1 ? Math.Min(classes, MostByClasses) : Usual));
        CentreClusters found = CentreClusters.Fit(samples.Unit, samples.Dimension, count, options.Seed, Starts, cancel);
        int[] labels = found.Assign(samples.Unit).Labels;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From<float>(samples.Unit, samples.Count, samples.Dimension), centres = Tensor.From<float>(found.Centres, count, samples.Dimension).Normalize();
        Tensor closeness = (rows * centres.IndexSelect(0, Tensor.From<long>(Array.ConvertAll(labels, label => (long)label), labels.Length))).Sum([1L]);
        // Numbers say which is larger: the first cluster has most samples.
        int[] sizes = new int[count], ranks = new int[count];
        foreach (int label in labels) sizes[label]++;
        foreach ((int rank, int cluster) in Enumerable.Range(0, count).OrderByDescending(cluster => sizes[cluster]).Index()) ranks[cluster] = rank;
        return new(count, [.. labels.Select(label => ranks[label])], closeness.ToArray<float>());
    }
}
