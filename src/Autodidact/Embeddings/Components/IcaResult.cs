using System.Text.Json.Serialization;
using Autodidact.Data;

namespace Autodidact.Embeddings.Components;

/// <summary>The independent components of a source's features.</summary>
public sealed record IcaResult
{
    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>Samples that they were found on.</summary>
    public required int Count { get; init; }

    /// <summary>The components, the least Gaussian first.</summary>
    public required IReadOnlyList<IcaComponent> Components { get; init; }

    /// <summary>Steps that were taken.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether the directions stood still in the end.</summary>
    public required bool Converged { get; init; }

    /// <summary>What was made otherwise than it was asked for, and what to doubt.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Samples without features, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The file that was written; null for none.</summary>
    public string? File { get; init; }

    /// <summary>How much of each component each sample has, <c>[samples, components]</c>, in standard deviations.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Activations { get; init; } = [];

    /// <summary>The source, to show samples of it.</summary>
    [JsonIgnore]
    public DataSource Source { get; init; } = null!;

    /// <summary>The number in the source of each row of <see cref="Activations"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Samples { get; init; } = [];

    /// <summary>Writes a line for each sample: <c>id</c>, <c>class</c>, and <c>component_0</c> and so on.</summary>
    /// <param name="path">Ends in <c>.csv</c> or <c>.jsonl</c>.</param>
    public void WriteTable(string path) => SampleTable.Write(path, ["id", "class", .. Components.Select(component => $"component_{component.Component}")], Samples.Select((sample, row) =>
        (IReadOnlyList<object?>)[Source.Id(sample), FeatureTable.ClassOf(Source, sample), .. Enumerable.Range(row * Components.Count, Components.Count).Select(at => (object?)Activations[at])]));
}
