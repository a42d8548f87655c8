using System.Text.Json.Serialization;
using Autodidact.Data;

namespace Autodidact.Embeddings.Clusters;

/// <summary>The clusters of a source.</summary>
public sealed record ClusterResult
{
    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>Clusters.</summary>
    public required int K { get; init; }

    /// <summary>Whether that number was suggested, and not asked for.</summary>
    public required bool Suggested { get; init; }

    /// <summary>What other numbers would give; empty where the number was asked for.</summary>
    public required IReadOnlyList<ClusterCandidate> Curve { get; init; }

    /// <summary>How far clusters agree with classes; empty where samples have none.</summary>
    public required IReadOnlyList<AgreementFigure> Agreement { get; init; }

    /// <summary>The clusters, the largest first.</summary>
    public required IReadOnlyList<SampleCluster> Clusters { get; init; }

    /// <summary>Where each sample belongs, in the source's order.</summary>
    public required IReadOnlyList<ClusteredSample> Results { get; init; }

    /// <summary>Samples that could not be clustered, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The file that was written; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The source, to show samples of it.</summary>
    [JsonIgnore]
    public DataSource Source { get; init; } = null!;

    /// <summary>The number in the source of each of <see cref="Results"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Samples { get; init; } = [];

    /// <summary>Writes a line for each sample: <c>id</c>, <c>cluster</c>, <c>similarity</c>, <c>class</c>.</summary>
    /// <param name="path">Ends in <c>.csv</c> or <c>.jsonl</c>.</param>
    public void WriteTable(string path) => SampleTable.Write(path, ["id", "cluster", "similarity", "class"], Results.Select(sample => (IReadOnlyList<object?>)[sample.Id, sample.Cluster, sample.Similarity, sample.Class]));
}
