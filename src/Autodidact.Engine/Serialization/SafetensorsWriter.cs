using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes named tensors as a safetensors file.</summary>
public static class SafetensorsWriter
{
    // Eight-byte elements come first and the header is padded, so every tensor of a mapped file is aligned to its elements.
    private const int HeaderAlignment = 64;

    /// <summary>
    /// Writes <paramref name="tensors"/> atomically, with a checksum of the whole file. The same tensors and metadata give the same
    /// bytes, in whatever order they come.
    /// </summary>
    /// <exception cref="ArgumentException">Two tensors share a name, or a tensor's bytes do not fit its type and shape.</exception>
    public static void Write(string path, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, tensors.Select(tensor => new SafetensorsPart(tensor.Name, tensor.Type, tensor.Shape, sink => sink(tensor.Bytes.Span))), metadata, makeFolder: true);

    internal static void Write(string path, IEnumerable<SafetensorsPart> parts, IReadOnlyDictionary<string, string>? metadata, bool makeFolder)
    {
        SafetensorsPart[] sorted = [.. parts.OrderByDescending(part => part.Type.SizeOf()).ThenBy(part => part.Name, StringComparer.Ordinal)];
        Check(sorted);
        Dictionary<string, string> notes = new(metadata ?? new Dictionary<string, string>())
        {
            [SafetensorsChecksum.MarkKey] = SafetensorsChecksum.Mark,
            [SafetensorsChecksum.Key] = SafetensorsChecksum.Blank,
        };
        byte[] header = Header(sorted, notes);
        AtomicFile.Write(path, stream =>
        {
            using BackgroundHash hash = new();
            Append(header);
            foreach (SafetensorsPart part in sorted)
            {
                long before = stream.Position;
                part.Write(Append);
                long written = stream.Position - before, needed = SafetensorsFormat.ByteCount(part.Type, part.Shape)!.Value;
                if (written != needed) throw new ArgumentException(Misfit(part, written), nameof(parts));
            }

            stream.Position = SafetensorsChecksum.DigitsAt(header, SafetensorsChecksum.Blank);
            stream.Write(Encoding.ASCII.GetBytes(hash.Finish()));

            void Append(ReadOnlySpan<byte> bytes)
            {
                for (int at = 0; at < bytes.Length; at += BackgroundHash.LargestPiece)
                {
                    ReadOnlySpan<byte> piece = bytes.Slice(at, Math.Min(BackgroundHash.LargestPiece, bytes.Length - at));
                    hash.Append(piece);
                    stream.Write(piece);
                }
            }
        }, makeFolder);
    }

    private static void Check(SafetensorsPart[] parts)
    {
        HashSet<string> names = [SafetensorsFormat.MetadataKey];
        foreach (SafetensorsPart part in parts)
        {
            if (!names.Add(part.Name))
                throw new ArgumentException($"The name '{part.Name}' is taken; every tensor of a safetensors file has a name of its own.", nameof(parts));
            if (SafetensorsFormat.ByteCount(part.Type, part.Shape) is null)
                throw new ArgumentException(Misfit(part, null), nameof(parts));
        }
    }

    private static string Misfit(SafetensorsPart part, long? written) =>
        $"Tensor '{part.Name}' of {part.Type} [{string.Join(", ", part.Shape)}] has {written?.ToString(CultureInfo.InvariantCulture) ?? "some"} bytes; it needs {SafetensorsFormat.ByteCount(part.Type, part.Shape)?.ToString(CultureInfo.InvariantCulture) ?? "a possible shape"}.";

    private static byte[] Header(SafetensorsPart[] tensors, Dictionary<string, string> metadata)
    {
        using MemoryStream header = new();
        header.Write(stackalloc byte[sizeof(long)]);
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long offset = 0;
            foreach (SafetensorsPart tensor in tensors) WriteEntry(json, tensor, ref offset);
            json.WriteEndObject();
        }

        while (header.Length % HeaderAlignment != 0) header.WriteByte((byte)' ');
        byte[] bytes = header.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - sizeof(long));
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter json, Dictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsFormat.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsPart tensor, ref long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", SafetensorsFormat.NameOf(tensor.Type));
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset += SafetensorsFormat.ByteCount(tensor.Type, tensor.Shape)!.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
