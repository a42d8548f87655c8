using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes a safetensors file whose first tensor is a matrix that comes row by row, its height known only at the end.</summary>
public static class SafetensorsRowFile
{
    /// <summary>Writes the file atomically and returns the number of rows. Only one block of rows is in memory at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Name of the matrix, <c>[rows, dimension]</c> of Float32.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="blocks">Whole rows, row-major; each is written before the next is asked for.</param>
    /// <param name="others">Further tensors; asked for when all rows are written. Of at most eight dimensions, and at most eight of them.</param>
    /// <param name="metadata">Notes for the header.</param>
    public static long Write(
        string path, string name, int dimension, IEnumerable<ReadOnlyMemory<float>> blocks, Func<IReadOnlyList<SafetensorsTensor>> others, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        long rows = 0;
        AtomicFile.Write(path, stream =>
        {
            // Room for the notes and for eight entries with the largest numbers; what is not needed stays blank, as the format allows.
            int reserved = (Header(metadata, [(name, ScalarType.Float32, [long.MaxValue, dimension], 0)]).Length + 4096 + 63) / 64 * 64;
            stream.Write(new byte[reserved]);
            foreach (ReadOnlyMemory<float> block in blocks)
            {
                if (block.Length % dimension != 0) throw new ArgumentException($"A block of {block.Length} numbers is not whole rows of {dimension}.", nameof(blocks));
                stream.Write(MemoryMarshal.AsBytes(block.Span));
                rows += block.Length / dimension;
            }

            List<(string Name, ScalarType Type, long[] Shape, long Length)> entries = [(name, ScalarType.Float32, [rows, dimension], rows * dimension * sizeof(float))];
            foreach (SafetensorsTensor tensor in others())
            {
                stream.Write(tensor.Bytes.Span);
                entries.Add((tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes.Length));
            }

            byte[] json = Header(metadata, entries);
            if (json.Length + sizeof(long) > reserved) throw new ArgumentException($"The entries of '{path}' need {json.Length} bytes of header; {reserved - sizeof(long)} were kept for them.", nameof(others));
            byte[] header = new byte[reserved];
            header.AsSpan().Fill((byte)' ');
            BinaryPrimitives.WriteInt64LittleEndian(header, reserved - sizeof(long));
            json.CopyTo(header, sizeof(long));
            stream.Position = 0;
            stream.Write(header);
        });
        return rows;
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, ScalarType Type, long[] Shape, long Length)> entries)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsFormat.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach ((string name, ScalarType type, long[] shape, long length) in entries)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsFormat.NameOf(type));
                json.WriteStartArray("shape");
                foreach (long size in shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
