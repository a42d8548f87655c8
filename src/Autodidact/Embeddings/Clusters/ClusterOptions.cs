using System.ComponentModel.DataAnnotations;

namespace Autodidact.Embeddings.Clusters;

/// <summary>How samples are clustered.</summary>
public sealed record ClusterOptions : FeatureOptions
{
    /// <summary>Clusters. Unset: suggested (<see cref="ClusterCount"/>).</summary>
    [Range(1, 100_000)]
    public int? K { get; init; }

    /// <summary>Most clusters that are suggested.</summary>
    [Range(2, 1000)]
    public int MostK { get; init; } = 50;

    /// <summary>Runs of k-means, of which the one with the least inertia is taken.</summary>
    [Range(1, 1000)]
    public int Restarts { get; init; } = 5;

    /// <summary>Most typical samples of each cluster that are named.</summary>
    [Range(0, 1000)]
    public int Typical { get; init; } = 12;
}
