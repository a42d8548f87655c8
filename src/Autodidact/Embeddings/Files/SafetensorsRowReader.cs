using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>A safetensors file as <see cref="SafetensorsRowWriter"/> writes it; ids and labels may be missing.</summary>
internal sealed class SafetensorsRowReader : RowReader
{
    /// <exception cref="InvalidDataException">It is no such file, or its tensors do not fit each other.</exception>
    public SafetensorsRowReader(string path) : base(path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Contains(SafetensorsRowWriter.Features) || file.Entry(SafetensorsRowWriter.Features) is not { Type: ScalarType.Float32, Shape: [>= 0, >= 1 and <= int.MaxValue] } features)
            throw Damaged("it has no tensor 'features' of F32 [rows, dimension]");
        (Count, Dimension) = (features.Shape[0], (int)features.Shape[1]);
        Require(file, SafetensorsRowWriter.IdLengths, ScalarType.Int32, Count);
        Require(file, SafetensorsRowWriter.Labels, ScalarType.Int32, Count);
        if (file.Contains(SafetensorsRowWriter.IdLengths) && !file.Contains(SafetensorsRowWriter.IdBytes)) throw Damaged("it has 'id_lengths' and no 'id_bytes'");
        Require(file, SafetensorsRowWriter.IdBytes, ScalarType.Byte, null);
    }

    public override IEnumerable<EmbeddingRows> Blocks(int rows, ClassNames names)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path);
        names.Take(Classes(file));
        long at = 0;
        for (long first = 0; first < Count; first += rows)
        {
            int count = (int)Math.Min(rows, Count - first);
            float[] values = new float[(long)count * Dimension];
            file.Read(SafetensorsRowWriter.Features, first * Dimension * sizeof(float), MemoryMarshal.AsBytes(values.AsSpan()));
            int[] labels = Labels(file, first, count);
            foreach (int label in labels) Tell(names, label);
            yield return new(values, Dimension, Ids(file, first, count, ref at), labels, names.Names);
        }
    }

    private static int[] Labels(SafetensorsFile file, long first, int count)
    {
        int[] labels = new int[count];
        if (file.Contains(SafetensorsRowWriter.Labels)) file.Read(SafetensorsRowWriter.Labels, first * sizeof(int), MemoryMarshal.AsBytes(labels.AsSpan()));
        else Array.Fill(labels, -1);
        return labels;
    }

    private string[] Ids(SafetensorsFile file, long first, int count, ref long at)
    {
        string[] ids = new string[count];
        if (!file.Contains(SafetensorsRowWriter.IdLengths))
        {
            for (int i = 0; i < count; i++) ids[i] = $"{first + i:D6}";
            return ids;
        }
        int[] lengths = new int[count];
        file.Read(SafetensorsRowWriter.IdLengths, first * sizeof(int), MemoryMarshal.AsBytes(lengths.AsSpan()));
        long room = file.Entry(SafetensorsRowWriter.IdBytes).Length - at, needed = 0;
        foreach (int length in lengths) needed = length < 0 ? throw Damaged($"it has an id of {length} bytes") : needed + length;
        if (needed > room) throw Damaged($"its ids need more than the {room:N0} bytes that are there");
        byte[] text = new byte[needed];
        file.Read(SafetensorsRowWriter.IdBytes, at, text);
        at += needed;
        for (int i = 0, start = 0; i < count; start += lengths[i++]) ids[i] = Encoding.UTF8.GetString(text, start, lengths[i]);
        return ids;
    }

    private string[] Classes(SafetensorsFile file)
    {
        try
        {
            return file.Metadata.TryGetValue("classes", out string? names) && JsonSerializer.Deserialize<string[]>(names) is string[] all && all.All(name => name is not null) ? all : [];
        }
        catch (JsonException error)
        {
            throw Damaged($"its note of classes is no list of names ({error.Message})");
        }
    }

    private void Tell(ClassNames names, int label)
    {
        try
        {
            names.Take(label, null);
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged($"it has {wrong.Message}");
        }
    }

    private void Require(SafetensorsFile file, string name, ScalarType type, long? count)
    {
        if (file.Contains(name) && (file.Entry(name).Type != type || file.Entry(name).Shape.Length != 1 || (count is long rows && file.Entry(name).Shape[0] != rows)))
            throw Damaged($"its tensor '{name}' is not {type} [{(count is long wanted ? $"{wanted}" : "bytes")}]");
    }
}
