using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings;

/// <summary>The two ways to write whose rows they are.</summary>
internal static class SampleIds
{
    /// <summary>A JSON object a line, in the order of the rows.</summary>
    public static void WriteLines(string path, IReadOnlyList<EmbeddedSample> samples, IReadOnlyList<string>? classes) =>
        AtomicFile.Write(path, stream =>
        {
            using Utf8JsonWriter json = new(stream, new() { SkipValidation = true });
            foreach (EmbeddedSample sample in samples)
            {
                json.WriteStartObject();
                json.WriteString("id", sample.Id);
                if (sample.Label >= 0)
                {
                    json.WriteNumber("label", sample.Label);
                    if (sample.Label < classes?.Count) json.WriteString("class", classes[sample.Label]);
                }

                json.WriteEndObject();
                json.Flush();
                json.Reset();
                stream.WriteByte((byte)'\n');
            }
        });

    /// <summary>Tensors for a file that holds everything.</summary>
    public static IReadOnlyList<SafetensorsTensor> Tensors(IReadOnlyList<EmbeddedSample> samples, IReadOnlyList<string>? classes)
    {
        byte[][] ids = [.. samples.Select(sample => Encoding.UTF8.GetBytes(sample.Id))];
        byte[] text = [.. ids.SelectMany(id => id)];
        List<SafetensorsTensor> tensors = [Integers("id_lengths", ids.Select(id => id.Length))];
        if (classes is not null) tensors.Add(Integers("labels", samples.Select(sample => sample.Label)));
        tensors.Add(new("id_bytes", ScalarType.Byte, [text.Length], text));
        return tensors;
    }

    private static SafetensorsTensor Integers(string name, IEnumerable<int> values)
    {
        int[] all = [.. values];
        return new(name, ScalarType.Int32, [all.Length], MemoryMarshal.AsBytes<int>(all).ToArray());
    }
}
