using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>A line of JSON for each sample, its row included.</summary>
internal sealed class JsonLineWriter : RowWriter
{
    public override string Ending => ".jsonl";

    public override void Write(string path, int dimension, IEnumerable<EmbeddedBatch> batches, IReadOnlyList<string>? classes, IReadOnlyDictionary<string, string> notes) =>
        AtomicFile.Write(path, stream =>
        {
            using SampleLine line = new(stream, classes);
            foreach (EmbeddedBatch batch in batches)
                for (int i = 0; i < batch.Samples.Length; i++) line.Write(batch.Samples[i], batch.Values.Span.Slice(i * dimension, dimension));
        });
}
