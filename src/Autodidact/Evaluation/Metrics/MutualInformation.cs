namespace Autodidact.Evaluation.Metrics;

/// <summary>What clusters say about classes, in nats and as shares of what there is to say. Vinh, Epps and Bailey 2010.</summary>
public sealed class MutualInformation
{
    private readonly Contingency _table;

    /// <param name="table">Clusters beside classes.</param>
    public MutualInformation(Contingency table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        (ClusterEntropy, ClassEntropy) = (Entropy(table.ClusterSizes), Entropy(table.ClassSizes));
        double sum = 0;
        for (int cluster = 0; cluster < table.Clusters; cluster++)
        {
            for (int label = 0; label < table.Classes; label++)
            {
                double count = table[cluster, label];
                if (count > 0) sum += count / table.Count * Math.Log(count * table.Count / table.ClusterSizes[cluster] / table.ClassSizes[label]);
            }
        }
        Value = Math.Max(0, sum);
    }

    /// <summary>Entropy of the clusters, in nats.</summary>
    public double ClusterEntropy { get; }

    /// <summary>Entropy of the classes, in nats.</summary>
    public double ClassEntropy { get; }

    /// <summary>The mutual information, in nats, 0 to the smaller entropy.</summary>
    public double Value { get; }

    /// <summary>NMI: over the mean of the entropies, 0..1; 1 where there is one class and one cluster.</summary>
    public double Normalized => Shared((ClusterEntropy + ClassEntropy) / 2);

    /// <summary>Over the geometric mean of the entropies, 0..1; as <see cref="Normalized"/>, 0 where only one side has but one group.</summary>
    public double OverGeometricMean => Shared(Math.Sqrt(ClusterEntropy * ClassEntropy));

    /// <summary>Over the larger entropy, 0..1.</summary>
    public double OverLarger => Shared(Math.Max(ClusterEntropy, ClassEntropy));

    /// <summary>Over the smaller entropy, 0..1; 0 where only one side has but one group.</summary>
    public double OverSmaller => Shared(Math.Min(ClusterEntropy, ClassEntropy));

    /// <summary>Share of the classes' entropy that clusters explain, 0..1: 1 where no cluster mixes classes. Rosenberg and Hirschberg 2007.</summary>
    public double Homogeneity => Share(Value, ClassEntropy);

    /// <summary>Share of the clusters' entropy that classes explain, 0..1: 1 where no class is spread over clusters.</summary>
    public double Completeness => Share(Value, ClusterEntropy);

    /// <summary>Harmonic mean of homogeneity and completeness; equal to <see cref="Normalized"/>.</summary>
    public double VMeasure => Homogeneity + Completeness == 0 ? 0 : 2 * Homogeneity * Completeness / (Homogeneity + Completeness);

    /// <summary>AMI: beside what clusters of these sizes would say by chance, over the mean of the entropies. 1 is equal, 0 chance.</summary>
    public double Adjusted
    {
        get
        {
            // Nothing to tell apart, or everything apart, in both: chance could do nothing else.
            int clusters = _table.ClusterSizes.Count(size => size > 0), classes = _table.ClassSizes.Count(size => size > 0);
            if (clusters == classes && (clusters == 1 || clusters == _table.Count)) return 1;
            double chance = Expected(), most = (ClusterEntropy + ClassEntropy) / 2;
            return most == chance ? 0 : (Value - chance) / (most - chance);
        }
    }

    /// <summary>The mean over all clusterings of these sizes (hypergeometric), in nats.</summary>
    private double Expected()
    {
        long n = _table.Count;
        double[] logFactorial = new double[n + 1];
        for (long i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        // Sizes that occur several times give the same sum.
        (long Size, int Times)[] clusters = Grouped(_table.ClusterSizes), classes = Grouped(_table.ClassSizes);
        double expected = 0;
        foreach ((long a, int clusterTimes) in clusters)
        {
            foreach ((long b, int classTimes) in classes)
            {
                double sum = 0, fixedPart = logFactorial[a] + logFactorial[b] + logFactorial[n - a] + logFactorial[n - b] - logFactorial[n];
                for (long both = Math.Max(1, a + b - n); both <= Math.Min(a, b); both++)
                {
                    double probability = Math.Exp(fixedPart - logFactorial[both] - logFactorial[a - both] - logFactorial[b - both] - logFactorial[n - a - b + both]);
                    sum += (double)both / n * Math.Log((double)both * n / a / b) * probability;
                }
                expected += clusterTimes * classTimes * sum;
            }
        }
        return expected;
    }

    private static (long Size, int Times)[] Grouped(long[] sizes) => [.. sizes.Where(size => size > 0).CountBy(size => size).Select(pair => (pair.Key, pair.Value))];

    private double Entropy(long[] sizes) => sizes.Sum(size => size == 0 ? 0 : -(double)size / _table.Count * Math.Log((double)size / _table.Count));

    // A side of one group says nothing about another that has several, whatever it is measured by.
    private double Shared(double whole) => whole <= 0 && ClusterEntropy + ClassEntropy > 0 ? 0 : Share(Value, whole);

    // Where there is nothing to say, all of it is said.
    private static double Share(double value, double whole) => whole <= 0 ? 1 : Math.Min(1, value / whole);
}
