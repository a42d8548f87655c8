using System.Text.Json.Serialization;
using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Indexes;

/// <summary><c>index.json</c>: what an index is, where it comes from, and which files belong to it.</summary>
public sealed record IndexInformation
{
    /// <summary>Version of this file's layout.</summary>
    public int Format { get; init; } = 1;

    /// <summary>How vectors are found.</summary>
    public SearchIndexKind Kind { get; init; }

    /// <summary>Samples that can be found.</summary>
    public int Count { get; init; }

    /// <summary>Vectors that were taken out and still lie in the index, where no search finds them.</summary>
    public int Removed { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimension { get; init; }

    /// <summary>Tells the encoder, with its weights, pooling and preprocessing, from others: vectors of another mean something else.</summary>
    public required string Encoder { get; init; }

    /// <summary>What the encoder is, for people.</summary>
    public required string EncoderName { get; init; }

    /// <summary>The data in it.</summary>
    public IReadOnlyList<IndexSource> Sources { get; init; } = [];

    /// <summary>What it finds.</summary>
    public required IndexQuality Quality { get; init; }

    /// <summary>Seconds that building took, without the encoder.</summary>
    public double BuildSeconds { get; init; }

    /// <summary>Memory that the vectors and what leads to them take, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Threads that built it.</summary>
    public int Threads { get; init; }

    /// <summary>How often the folder was written; part of the names of its files.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>SHA-256 of the file of vectors.</summary>
    public string VectorsHash { get; init; } = "";

    /// <summary>SHA-256 of the file of samples.</summary>
    public string SamplesHash { get; init; } = "";

    /// <summary>The file of vectors, in FAISS's format.</summary>
    [JsonIgnore]
    public string VectorsFile => $"vectors-{Generation}.faiss";

    /// <summary>The file of samples, a line of JSON for each vector.</summary>
    [JsonIgnore]
    public string SamplesFile => $"samples-{Generation}.jsonl";

    /// <summary>Whether all that is needed is there and could be so.</summary>
    internal bool IsWhole() =>
        Format == 1 && Enum.IsDefined(Kind) && Count >= 0 && Removed >= 0 && Dimension >= 1 && Generation >= 1 && Threads >= 0 && Encoder is { Length: > 0 } && EncoderName is not null
        && VectorsHash is not null && SamplesHash is not null && Quality is { Effort: >= 0, Queries: >= 0 }
        && Sources is not null && Sources.All(source => source is { Data: not null, Fingerprint: not null, Modality: not null } && Enum.IsDefined(source.Split));
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IndexInformation))]
internal sealed partial class IndexJson : JsonSerializerContext;
