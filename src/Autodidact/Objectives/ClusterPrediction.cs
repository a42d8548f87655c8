using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Clusters of the embeddings are the classes to be predicted: DeepCluster v2 (Caron et al. 2020, arXiv:2006.09882, appendix).</summary>
public static class ClusterPrediction
{
    /// <summary>What stands for a sample without a cluster.</summary>
    public const long Nowhere = -1;

    /// <summary>The mean over heads of the cross-entropy between all views' scores and their sample's cluster.</summary>
    /// <param name="scores"><c>[heads, views, batch, clusters]</c>.</param>
    /// <param name="clusters"><c>[heads, batch]</c>, int64; <see cref="Nowhere"/> leaves a sample out.</param>
    /// <param name="temperature">Divides the scores, above 0; 0.1 in the paper.</param>
    /// <returns>A scalar; ln(clusters) where nothing is known.</returns>
    public static Tensor Loss(Tensor scores, Tensor clusters, double temperature)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(scores.Device);
        (long heads, long views, long batch) = (scores.Size(0), scores.Size(1), scores.Size(2));
        Tensor logarithms = (FullPrecision.Of(scores) / temperature).LogSoftmax(3);
        Tensor index = clusters.ClampMin(0).Reshape([heads, 1, batch, 1]).Expand([heads, views, batch, 1]);
        Tensor losses = logarithms.Gather(3, index).Squeeze(3).Mean([1]), counts = clusters.Ge(0).To(logarithms.Type);
        return ((losses * counts).Sum([1L]) / counts.Sum([1L]).ClampMin(1)).Mean().Neg().Keep();
    }
}
