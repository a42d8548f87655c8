using Autodidact.Data;
using Autodidact.Embeddings.Files;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings;

/// <summary>
/// Features that <see cref="Embedder"/> wrote, or another program in the same form: one file, or the shards that an index names. Nothing of a file is trusted: sizes and counts are held against
/// each other before memory is taken.
/// </summary>
public sealed class EmbeddingFile
{
    /// <summary>Rows of a block unless the reader wants others.</summary>
    public const int DefaultBlock = 4096;

    private readonly IReadOnlyList<RowReader> _parts;
    private readonly IReadOnlyList<string>? _classes;

    private EmbeddingFile(string path, IReadOnlyList<RowReader> parts, IReadOnlyList<string>? classes) =>
        (Path, _parts, _classes, Dimension, Count) = (path, parts, classes, parts.FirstOrDefault(part => part.Count > 0)?.Dimension ?? parts[0].Dimension, parts.Sum(part => part.Count));

    /// <summary>The file that was opened: that of the features, or an index.</summary>
    public string Path { get; }

    /// <summary>Rows.</summary>
    public long Count { get; }

    /// <summary>Numbers in a row; 0 in a file of lines that has none.</summary>
    public int Dimension { get; }

    /// <summary>Opens features.</summary>
    /// <param name="path">
    /// A file that ends in <c>.npy</c> (float32 or float64, with or without <c>.ids.jsonl</c> beside it), <c>.safetensors</c> or <c>.jsonl</c>, or an <c>.index.json</c>; where there is no
    /// such file, but an index of its shards, that.
    /// </param>
    /// <exception cref="FileNotFoundException">There is neither.</exception>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or shards are missing.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static EmbeddingFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string index = path.EndsWith(EmbeddingIndex.Ending, StringComparison.OrdinalIgnoreCase) ? path : EmbeddingIndex.PathOf(path);
        if (index != path && !IsFeatures(path))
            throw new ArgumentException($"'{path}' does not hold features; a file that ends in {string.Join(", ", Embedder.Endings)} or {EmbeddingIndex.Ending} does.", nameof(path));
        if (index != path && (File.Exists(path) || !File.Exists(index))) return new(path, [RowReader.Open(path)], null);
        EmbeddingIndex shards = EmbeddingIndex.Read(index);
        if (shards.Shards.Count < shards.Count)
            throw new InvalidDataException($"'{index}' names {shards.Shards.Count:N0} of {shards.Count:N0} shards: the same embed command writes those that are missing.");
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(index))!;
        List<RowReader> parts = [];
        foreach (EmbeddingShard shard in shards.Shards)
        {
            if (!shard.IsIn(folder))
                throw new InvalidDataException($"'{index}' names {string.Join(" and ", shard.Files)}, which is not there as it was written: the same embed command writes it anew.");
            RowReader part = RowReader.Open(System.IO.Path.Combine(folder, shard.Files[0]));
            if (part.Count != shard.Rows || (part.Count > 0 && part.Dimension != shards.Dimension))
                throw new InvalidDataException($"'{part.Path}' has {part.Count:N0} rows of {part.Dimension:N0}; '{index}' says {shard.Rows:N0} of {shards.Dimension:N0}.");
            parts.Add(part);
        }
        return new(index, parts, shards.Classes);
    }

    /// <summary>Whether a path is named as a file of features is; it need not be there.</summary>
    public static bool IsFeatures(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return RowWriter.Of(path) is not null || path.EndsWith(EmbeddingIndex.Ending, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>All rows, block by block; memory holds one block.</summary>
    /// <param name="rows">Rows of a block; the last of a shard may have fewer.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IEnumerable<EmbeddingRows> Blocks(int rows = DefaultBlock, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ClassNames names = new(_classes);
        foreach (RowReader part in _parts)
        {
            foreach (EmbeddingRows block in part.Blocks(rows, names))
            {
                cancel.ThrowIfCancellationRequested();
                yield return block;
            }
        }
    }

    /// <summary>All rows at once.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or holds more numbers than an array can.</exception>
    public EmbeddingRows Read(CancellationToken cancel = default)
    {
        if (Count * Math.Max(1, Dimension) > Array.MaxLength)
            throw new InvalidDataException($"'{Path}' has {Count:N0} rows of {Dimension:N0}; at most {Array.MaxLength:N0} numbers can be read at once.");
        float[] values = new float[Count * Dimension];
        string[] ids = new string[Count];
        int[] labels = new int[Count];
        IReadOnlyList<string>? classes = null;
        int done = 0;
        foreach (EmbeddingRows block in Blocks(cancel: cancel))
        {
            block.Values.CopyTo(values, (long)done * Dimension);
            for (int i = 0; i < block.Count; i++) (ids[done + i], labels[done + i]) = (block.Ids[i], block.Labels[i]);
            done += block.Count;
            classes = block.Classes;
        }
        return new(values, Dimension, ids, labels, classes);
    }
}
