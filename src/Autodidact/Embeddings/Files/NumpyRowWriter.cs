using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>NumPy's format, and a line for each row in a file beside it.</summary>
internal sealed class NumpyRowWriter : RowWriter
{
    /// <summary>What the name of the file beside ends in.</summary>
    public const string IdsEnding = ".ids.jsonl";

    public override string Ending => ".npy";

    public override IReadOnlyList<string> FilesOf(string path) => [path, Path.ChangeExtension(path, IdsEnding)];

    public override void Write(string path, int dimension, IEnumerable<EmbeddedBatch> batches, IReadOnlyList<string>? classes, IReadOnlyDictionary<string, string> notes) =>
        AtomicFile.Write(Path.ChangeExtension(path, IdsEnding), stream =>
        {
            using SampleLine line = new(stream, classes);
            NumpyRowFile.Write(path, dimension, batches.Select(batch =>
            {
                foreach (EmbeddedSample sample in batch.Samples) line.Write(sample);
                return batch.Values;
            }));
        });
}
