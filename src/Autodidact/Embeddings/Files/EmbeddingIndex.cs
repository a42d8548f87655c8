using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>
/// <c>NAME.index.json</c>: what shards of features belong to, and which of them are whole. It is written anew behind every shard, so that a shard counts when it is
/// named here.
/// </summary>
public sealed record EmbeddingIndex
{
    /// <summary>What names of indices end in.</summary>
    public const string Ending = ".index.json";

    /// <summary>Shards that an index names at most; more is damage.</summary>
    internal const int MostShards = 1 << 20;

    /// <summary>Version of this file's layout.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Tells the encoder, with its pooling and preprocessing, from others.</summary>
    public required string Encoder { get; init; }

    /// <summary>The data, as they were named.</summary>
    public required string Data { get; init; }

    /// <summary>Tells the data from others.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; init; }

    /// <summary>Samples of the data.</summary>
    public int Samples { get; init; }

    /// <summary>Samples of a shard; the last may have fewer.</summary>
    public int ShardSize { get; init; }

    /// <summary>Samples that went through the network together; rounding depends on it.</summary>
    public int Batch { get; init; }

    /// <summary>How names of shards end: <c>.npy</c>, <c>.safetensors</c> or <c>.jsonl</c>.</summary>
    public required string Files { get; init; }

    /// <summary>What labels mean; null where there are none.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The shards that are whole, by number.</summary>
    public IReadOnlyList<EmbeddingShard> Shards { get; init; } = [];

    /// <summary>How many shards there are in the end.</summary>
    [JsonIgnore]
    public int Count => (int)(((long)Samples + ShardSize - 1) / ShardSize);

    /// <summary>The index that belongs to a file of features: <c>photos.npy</c> has <c>photos.index.json</c>.</summary>
    public static string PathOf(string path) => Path.ChangeExtension(path, Ending);

    /// <summary>Name of a shard's file of features beside the index, such as <c>photos-00000-of-00012.npy</c>.</summary>
    internal string NameOf(string path, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(path)}-{shard:D5}-of-{Count:D5}{Files}");

    /// <summary>What another index was made of that this one was not, in words; empty where both belong together.</summary>
    internal IReadOnlyList<string> DifferencesTo(EmbeddingIndex other)
    {
        List<string> differences = [];
        if (Encoder != other.Encoder) differences.Add("another encoder, or another pooling of it");
        if (DataFingerprint != other.DataFingerprint || Samples != other.Samples) differences.Add($"other data ({other.Data}, {other.Samples:N0} samples)");
        if (ShardSize != other.ShardSize) differences.Add(string.Create(CultureInfo.InvariantCulture, $"shards of {other.ShardSize} samples"));
        if (Batch != other.Batch) differences.Add(string.Create(CultureInfo.InvariantCulture, $"batches of {other.Batch}"));
        if (Files != other.Files) differences.Add($"files that end in {other.Files}");
        return differences;
    }

    /// <summary>Reads an index.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static EmbeddingIndex Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is damaged: it is not the index of shards that embed wrote; remove it to begin anew.", error);
        }
    }

    /// <summary>What an index says that was written.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static EmbeddingIndex Parse(string text) =>
        JsonSerializer.Deserialize(text, EmbeddingJson.Default.EmbeddingIndex) is EmbeddingIndex index && index.IsWhole() ? index : throw new JsonException("something is missing in it, or a number cannot be");

    /// <summary>The index as it is written.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, EmbeddingJson.Default.EmbeddingIndex) + "\n";

    /// <summary>Writes it, atomically.</summary>
    internal void Write(string path) => AtomicFile.WriteText(path, ToJson());

    // Names are only those that embed gives: an index from elsewhere must not point out of its folder.
    private bool IsWhole() =>
        Format == 1 && Encoder is not null && Data is not null && DataFingerprint is not null && Dimension > 0 && Samples > 0 && ShardSize > 0 && Batch > 0 && Count <= MostShards
        && RowWriter.Endings.Contains(Files) && Classes?.Any(name => name is null) != true
        && Shards is not null && Shards.Select((shard, place) => (shard, place)).All(entry =>
            entry.shard is { Files: { Count: > 0 } names, Bytes: not null, Broken: not null, Rows: >= 0 } shard
            && shard.Bytes.Count == names.Count && shard.Rows <= ShardSize && shard.Number >= 0 && shard.Number < Count
            && (entry.place == 0 || Shards[entry.place - 1].Number < shard.Number)
            && names[0] is string first && first.EndsWith(Files, StringComparison.Ordinal)
            && names.All(name => !string.IsNullOrEmpty(name) && name == Path.GetFileName(name) && name is not ("." or ".."))
            && shard.Broken.All(sample => sample is not null));
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmbeddingIndex))]
internal sealed partial class EmbeddingJson : JsonSerializerContext;
