namespace Autodidact.Embeddings.Files;

/// <summary>A part of the features that lies in files of its own.</summary>
public sealed record EmbeddingShard
{
    /// <summary>Its place among the shards, from 0: it holds the samples from <c>number * shard_size</c> on.</summary>
    public int Number { get; init; }

    /// <summary>Names of its files in the folder of the index, the features first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Bytes of each of them.</summary>
    public required IReadOnlyList<long> Bytes { get; init; }

    /// <summary>Rows: its samples without the broken ones.</summary>
    public int Rows { get; init; }

    /// <summary>Samples that have no row, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Whether all files are in a folder, as long as they were written.</summary>
    internal bool IsIn(string folder) => Files.Zip(Bytes).All(file => new FileInfo(Path.Combine(folder, file.First)) is { Exists: true } found && found.Length == file.Second);
}
