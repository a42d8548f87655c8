namespace Autodidact.Embeddings.Files;

/// <summary>One file of features. It is open only while it is read.</summary>
internal abstract class RowReader(string path)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Rows.</summary>
    public long Count { get; protected init; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; protected init; }

    /// <summary>Opens a file by its ending.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RowReader Open(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npy" => new NumpyRowReader(path),
        ".safetensors" => new SafetensorsRowReader(path),
        _ => new JsonLineReader(path),
    };

    /// <summary>All rows, so many at a time.</summary>
    /// <param name="names">Knows the classes, and hears of them.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public abstract IEnumerable<EmbeddingRows> Blocks(int rows, ClassNames names);

    /// <summary>A sentence about the file.</summary>
    protected InvalidDataException Damaged(string problem) => new($"'{path}' cannot be read as features: {problem}.");
}
