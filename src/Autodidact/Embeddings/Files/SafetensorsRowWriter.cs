using System.Runtime.InteropServices;
using System.Text;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>
/// A safetensors file that is whole by itself: <c>features</c> <c>[samples, dimension]</c>, the ids as one run of UTF-8 in <c>id_bytes</c> with the length
/// of each in <c>id_lengths</c> <c>[samples]</c>, and <c>labels</c> <c>[samples]</c> (-1: none) where there are classes. Ids stand behind the features, so
/// they are held until these are written.
/// </summary>
internal sealed class SafetensorsRowWriter : RowWriter
{
    public const string Features = "features", IdBytes = "id_bytes", IdLengths = "id_lengths", Labels = "labels";

    public override string Ending => ".safetensors";

    public override void Write(string path, int dimension, IEnumerable<EmbeddedBatch> batches, IReadOnlyList<string>? classes, IReadOnlyDictionary<string, string> notes)
    {
        using MemoryStream text = new();
        List<int> lengths = [], labels = [];
        SafetensorsRowFile.Write(path, Features, dimension, batches.Select(Taken), Rest, notes);

        ReadOnlyMemory<float> Taken(EmbeddedBatch batch)
        {
            foreach (EmbeddedSample sample in batch.Samples)
            {
                byte[] id = Encoding.UTF8.GetBytes(sample.Id);
                text.Write(id);
                lengths.Add(id.Length);
                labels.Add(sample.Label);
            }
            return batch.Values;
        }

        List<SafetensorsTensor> Rest()
        {
            List<SafetensorsTensor> tensors = [Integers(IdLengths, lengths)];
            if (classes is not null) tensors.Add(Integers(Labels, labels));
            tensors.Add(new(IdBytes, ScalarType.Byte, [text.Length], text.GetBuffer().AsMemory(0, (int)text.Length)));
            return tensors;
        }
    }

    private static SafetensorsTensor Integers(string name, List<int> values) =>
        new(name, ScalarType.Int32, [values.Count], MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray());
}
