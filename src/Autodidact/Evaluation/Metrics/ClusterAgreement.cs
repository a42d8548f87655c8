namespace Autodidact.Evaluation.Metrics;

/// <summary>How far a clustering agrees with classes that it did not know, by counting samples and pairs of samples.</summary>
/// <param name="Table">Clusters beside classes.</param>
public sealed record ClusterAgreement(Contingency Table)
{
    /// <summary>
    /// The class that each cluster stands for, one to one and so that most samples are right; -1 for a cluster that is left over. Yang et al. 2010.
    /// </summary>
    public int[] Match()
    {
        double[] gains = new double[Table.Counts.Length];
        for (int i = 0; i < gains.Length; i++) gains[i] = Table.Counts[i];
        return Matching.Best(gains, Table.Clusters, Table.Classes);
    }

    /// <summary>ACC: share of samples whose cluster stands for their class (<see cref="Match"/>), 0..1.</summary>
    public double Accuracy => (double)Match().Select((label, cluster) => label < 0 ? 0 : Table[cluster, label]).Sum() / Table.Count;

    /// <summary>Share of samples that are of the most frequent class of their cluster, 0..1. Many clusters make it high, whatever they are.</summary>
    public double Purity => (double)Enumerable.Range(0, Table.Clusters).Sum(cluster => Enumerable.Range(0, Table.Classes).Max(label => Table[cluster, label])) / Table.Count;

    /// <summary>ARI: the share of pairs that are together in both or apart in both, beside chance. 1 is equal, 0 what chance gives. Hubert and Arabie 1985.</summary>
    public double AdjustedRand
    {
        get
        {
            (double both, double clusters, double classes) = Together();
            double expected = clusters * classes / Pairs(Table.Count), most = (clusters + classes) / 2;
            // All alone in both, or all together in both.
            return most == expected || Table.Count < 2 ? 1 : (both - expected) / (most - expected);
        }
    }

    /// <summary>Geometric mean of precision and recall over pairs that are together, 0..1. Fowlkes and Mallows 1983.</summary>
    public double FowlkesMallows
    {
        get
        {
            (double both, double clusters, double classes) = Together();
            return both == 0 ? 0 : Math.Sqrt(both / clusters) * Math.Sqrt(both / classes);
        }
    }

    // Pairs that are together in both, in clusters, in classes.
    private (double Both, double Clusters, double Classes) Together()
    {
        double both = 0;
        foreach (long count in Table.Counts) both += Pairs(count);
        return (both, Table.ClusterSizes.Sum(Pairs), Table.ClassSizes.Sum(Pairs));
    }

    private static double Pairs(long count) => count * (count - 1.0) / 2;
}
