using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.Clustering;

/// <summary>Settings of DeepCluster v2.</summary>
public sealed record DeepClusterOptions : PrototypeOptions
{
    public override string Name => "deepcluster";

    public override string Summary => "k-means on all embeddings gives classes that every view predicts (DeepCluster v2, Caron et al. 2018, 2020)";

    /// <summary>Clusters of each head, at most one a sample; the paper takes 3000 for ImageNet.</summary>
    [Range(2, 1 << 20)]
    public int Clusters { get; init; } = 256;

    /// <summary>Clusterings side by side, each with a start of its own.</summary>
    [Range(1, 64)]
    public int Heads { get; init; } = 3;

    /// <summary>Divides the scores, 0.01 to 10.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Iterations of k-means at the end of each pass over the data.</summary>
    [Range(1, 1000)]
    public int KMeansIterations { get; init; } = 10;

    /// <summary>Whether the first pass, before the first k-means, uses all clusters alike.</summary>
    public bool Sinkhorn { get; init; } = true;

    /// <summary>Smoothness of the first pass's assignments before the best cluster is taken.</summary>
    [Range(0.001, 10)]
    public double Epsilon { get; init; } = 0.05;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new DeepCluster(this, backbone, context);
}
