using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Search;
using Autodidact.Objectives;

namespace Autodidact.Methods.Clustering;

/// <summary>
/// The newest embedding of every sample and the clusters that come of them (DeepCluster v2, Caron et al. 2020, arXiv:2006.09882, appendix
/// D). The same on all processes.
/// </summary>
public sealed class ClusterMemory : Module
{
    private readonly Tensor _embeddings;

    /// <param name="views">Views whose embeddings are remembered; head h clusters those of view h modulo their number.</param>
    /// <param name="samples">Samples in the source.</param>
    /// <param name="size">Dimension of an embedding.</param>
    /// <param name="heads">Clusterings side by side.</param>
    /// <param name="clusters">Clusters of each.</param>
    public ClusterMemory(int views, int samples, int size, int heads, int clusters)
    {
        using TensorScope scope = new();
        _embeddings = Buffer("embeddings", Tensor.Zeros([views, samples, size]));
        Labels = Buffer("labels", Tensor.Full([heads, samples], ClusterPrediction.Nowhere, ScalarType.Int64));
        Centres = Buffer("centres", Tensor.Randn([heads * clusters, size]).Normalize().Reshape([heads, clusters, size]));
    }

    /// <summary>The cluster of every sample, <c>[heads, samples]</c>, int64; <see cref="ClusterPrediction.Nowhere"/> where it was not seen yet.</summary>
    public Tensor Labels { get; }

    /// <summary>Unit vectors, <c>[heads, clusters, size]</c>: random until the first clustering.</summary>
    public Tensor Centres { get; }

    /// <summary>Replaces the embeddings of some samples.</summary>
    /// <param name="samples">Their indices, int64 <c>[batch]</c>, of all processes.</param>
    /// <param name="embeddings">Unit vectors, <c>[views * batch, size]</c>, view-major.</param>
    public void Remember(Tensor samples, Tensor embeddings)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        _embeddings.IndexCopyInPlace(1, samples, embeddings.Reshape([_embeddings.Size(0), samples.Size(0), -1]).To(_embeddings.Type));
    }

    /// <summary>Clusters what is remembered: spherical k-means from random samples, for each head.</summary>
    /// <param name="iterations">Of k-means.</param>
    /// <param name="seed">Decides, with <paramref name="epoch"/> and head, where k-means begins.</param>
    public void Cluster(int iterations, ulong seed, int epoch)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor seen = _embeddings.Select(0, 0).LinalgVectorNorm(2, [1]).Gt(0);
        Tensor samples = Tensor.Arange(seen.Size(0), device: seen.Device).MaskedSelect(seen);
        for (int head = 0; head < Labels.Size(0); head++)
        {
            using TensorScope inner = new();
            Tensor rows = _embeddings.Select(0, head % _embeddings.Size(0)).IndexSelect(0, samples);
            Tensor start = Tensor.From(Distinct((int)rows.Size(0), (int)Centres.Size(1), new(new DrawKey(seed, epoch, 0, head), DrawPurpose.Clusters))).To(rows.Device);
            Tensor centres = KMeans.Lloyd(rows, rows.IndexSelect(0, start), iterations, spherical: true);
            Centres.Select(0, head).CopyInPlace(centres);
            Labels.Select(0, head).IndexCopyInPlace(0, samples, NearestCentre.Find(rows, centres).Labels);
        }
        // Processes may round differently: one clustering counts.
        World.Current.Broadcast(Centres);
        World.Current.Broadcast(Labels);
    }

    // Rows to begin at, each once; over again where there are too few, and then some clusters stay empty.
    private static long[] Distinct(int rows, int count, Draws draws)
    {
        long[] order = [.. Enumerable.Range(0, rows).Select(row => (long)row)];
        draws.Shuffle(order.AsSpan());
        return [.. Enumerable.Range(0, count).Select(i => order[i % rows])];
    }
}
