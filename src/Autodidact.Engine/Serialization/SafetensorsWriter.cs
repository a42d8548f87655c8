using System.Buffers.Binary;
using System.Text.Json;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes named tensors as a safetensors file.</summary>
public static class SafetensorsWriter
{
    // Eight-byte elements come first and the header is padded, so every tensor of a mapped file is aligned to its elements.
    private const int HeaderAlignment = 64;

    /// <summary>
    /// Writes <paramref name="tensors"/> atomically. The same tensors and metadata give the same bytes, in whatever order they come.
    /// </summary>
    /// <exception cref="ArgumentException">Two tensors share a name, or a tensor's bytes do not fit its type and shape.</exception>
    public static void Write(string path, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsTensor[] sorted = [.. tensors.OrderByDescending(tensor => tensor.Type.SizeOf()).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        Check(sorted);
        byte[] header = Header(sorted, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (SafetensorsTensor tensor in sorted) stream.Write(tensor.Bytes.Span);
        });
    }

    private static void Check(SafetensorsTensor[] tensors)
    {
        HashSet<string> names = [SafetensorsFormat.MetadataKey];
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"The name '{tensor.Name}' is taken; every tensor of a safetensors file has a name of its own.", nameof(tensors));
            long? needed = SafetensorsFormat.ByteCount(tensor.Type, tensor.Shape);
            if (needed != tensor.Bytes.Length)
                throw new ArgumentException($"Tensor '{tensor.Name}' of {tensor.Type} [{string.Join(", ", tensor.Shape)}] has {tensor.Bytes.Length} bytes; it needs {needed?.ToString() ?? "a possible shape"}.", nameof(tensors));
        }
    }

    private static byte[] Header(SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream header = new();
        header.Write(stackalloc byte[sizeof(long)]);
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            long offset = 0;
            foreach (SafetensorsTensor tensor in tensors) WriteEntry(json, tensor, ref offset);
            json.WriteEndObject();
        }

        while (header.Length % HeaderAlignment != 0) header.WriteByte((byte)' ');
        byte[] bytes = header.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - sizeof(long));
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsFormat.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsTensor tensor, ref long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", SafetensorsFormat.NameOf(tensor.Type));
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset += tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
