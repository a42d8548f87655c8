namespace Autodidact.Evaluation.Metrics;

/// <summary>How often each cluster and each class occur together: what every agreement of a clustering with classes is made from.</summary>
public sealed class Contingency
{
    private readonly long[] _counts;

    /// <param name="counts"><c>[clusters, classes]</c>, row-major, none below 0.</param>
    /// <param name="clusters">Clusters, at least 1; not each of them need occur.</param>
    /// <param name="classes">Classes, at least 1; not each of them need occur.</param>
    /// <exception cref="ArgumentException">The counts are not so many, or there is no sample.</exception>
    public Contingency(ReadOnlySpan<long> counts, int clusters, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (counts.Length != (long)clusters * classes) throw new ArgumentException($"{counts.Length} counts are not {clusters} clusters of {classes} classes.", nameof(counts));
        (_counts, Clusters, Classes) = (counts.ToArray(), clusters, classes);
        (ClusterSizes, ClassSizes) = (new long[clusters], new long[classes]);
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] < 0) throw new ArgumentException($"The count {_counts[i]} is below 0.", nameof(counts));
            ClusterSizes[i / classes] += _counts[i];
            ClassSizes[i % classes] += _counts[i];
        }
        Count = ClusterSizes.Sum();
        if (Count == 0) throw new ArgumentException("Without a sample nothing can agree.", nameof(counts));
    }

    /// <summary>Clusters there may be.</summary>
    public int Clusters { get; }

    /// <summary>Classes there may be.</summary>
    public int Classes { get; }

    /// <summary>Samples.</summary>
    public long Count { get; }

    /// <summary>Samples of each cluster.</summary>
    public long[] ClusterSizes { get; }

    /// <summary>Samples of each class.</summary>
    public long[] ClassSizes { get; }

    /// <summary>All counts, <c>[clusters, classes]</c>, row-major.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Samples of a cluster that are of a class.</summary>
    public long this[int cluster, int label] => _counts[(cluster * Classes) + label];

    /// <summary>Counts samples.</summary>
    /// <param name="clusters">The cluster of each sample, at least 0.</param>
    /// <param name="labels">The class of each sample, at least 0.</param>
    /// <exception cref="ArgumentException">They are not equally many, or none, or one is below 0.</exception>
    public static Contingency Of(ReadOnlySpan<int> clusters, ReadOnlySpan<int> labels)
    {
        if (clusters.Length != labels.Length || labels.IsEmpty) throw new ArgumentException($"{clusters.Length} clusters cannot be held against {labels.Length} labels.", nameof(labels));
        (int rows, int columns) = (0, 0);
        for (int i = 0; i < labels.Length; i++)
        {
            if (clusters[i] < 0 || labels[i] < 0) throw new ArgumentException($"Sample {i} has the cluster {clusters[i]} and the class {labels[i]}; both count from 0.", nameof(labels));
            (rows, columns) = (Math.Max(rows, clusters[i] + 1), Math.Max(columns, labels[i] + 1));
        }
        long[] counts = new long[checked(rows * columns)];
        for (int i = 0; i < labels.Length; i++) counts[(clusters[i] * columns) + labels[i]]++;
        return new(counts, rows, columns);
    }

    /// <summary>The same table of another sample, in which some samples come several times and others not at all.</summary>
    /// <param name="clusters">The cluster of each sample.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="times">How often each sample comes (<see cref="Bootstrap.Times"/>).</param>
    internal Contingency Resampled(ReadOnlySpan<int> clusters, ReadOnlySpan<int> labels, ReadOnlySpan<int> times)
    {
        long[] counts = new long[_counts.Length];
        for (int i = 0; i < times.Length; i++) counts[(clusters[i] * Classes) + labels[i]] += times[i];
        return new(counts, Clusters, Classes);
    }
}
