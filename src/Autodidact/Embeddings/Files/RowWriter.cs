namespace Autodidact.Embeddings.Files;

/// <summary>One way to write features with the ids of their rows. Each file is there when it is complete, or not at all.</summary>
internal abstract class RowWriter
{
    private static readonly RowWriter[] s_writers = [new NumpyRowWriter(), new SafetensorsRowWriter(), new JsonLineWriter()];

    /// <summary>How its files end.</summary>
    public abstract string Ending { get; }

    /// <summary>The endings there are.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. s_writers.Select(writer => writer.Ending)];

    /// <summary>The writer of files that end so; null where there is none.</summary>
    public static RowWriter? Of(string path) => Array.Find(s_writers, writer => path.EndsWith(writer.Ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The files that <see cref="Write"/> makes, the features first.</summary>
    public virtual IReadOnlyList<string> FilesOf(string path) => [path];

    /// <summary>Writes all batches; each is written before the next is asked for.</summary>
    /// <param name="path">The file of features; what is there is replaced.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="batches">The rows.</param>
    /// <param name="classes">What labels mean; null where there are none.</param>
    /// <param name="notes">What is known of encoder and data, for formats that have room for it.</param>
    public abstract void Write(string path, int dimension, IEnumerable<EmbeddedBatch> batches, IReadOnlyList<string>? classes, IReadOnlyDictionary<string, string> notes);
}
