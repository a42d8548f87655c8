using System.Text.Json.Serialization;
using Autodidact.Data;

namespace Autodidact.Embeddings.Maps;

/// <summary>A map of a source.</summary>
public sealed record MapResult
{
    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>How they were laid out.</summary>
    public required MapMethod Method { get; init; }

    /// <summary>How far samples that are near on the map are so by their features, 0 to 1; null where there are too few samples.</summary>
    public required double? Trustworthiness { get; init; }

    /// <summary>How far samples whose features are near are so on the map, 0 to 1; null where there are too few samples.</summary>
    public required double? Continuity { get; init; }

    /// <summary>Neighbours that both look at.</summary>
    public required int Judged { get; init; }

    /// <summary>Samples whose neighbours they looked at.</summary>
    public required int JudgedSamples { get; init; }

    /// <summary>t-SNE's divergence in nats; null of other methods.</summary>
    public double? Divergence { get; init; }

    /// <summary>Share of all variance that the plane of the principal components holds, 0 to 1; null of other methods.</summary>
    public double? ExplainedVariance { get; init; }

    /// <summary>What was made otherwise than it was asked for, such as fewer neighbours.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where each sample lies, in the source's order.</summary>
    public required IReadOnlyList<MappedSample> Results { get; init; }

    /// <summary>Samples that have no place, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The file that was written; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The source, to show samples of it.</summary>
    [JsonIgnore]
    public DataSource Source { get; init; } = null!;

    /// <summary>The number in the source of each of <see cref="Results"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Samples { get; init; } = [];

    /// <summary>Writes a line for each sample: <c>id</c>, <c>x</c>, <c>y</c>, <c>class</c>.</summary>
    /// <param name="path">Ends in <c>.csv</c> or <c>.jsonl</c>.</param>
    public void WriteTable(string path) => SampleTable.Write(path, ["id", "x", "y", "class"], Results.Select(sample => (IReadOnlyList<object?>)[sample.Id, (double)sample.X, (double)sample.Y, sample.Class]));
}
