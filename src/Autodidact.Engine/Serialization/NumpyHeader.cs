using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Autodidact.Engine.Serialization;

/// <summary>The header of a <c>.npy</c> stream: magic, version, length, and a Python dictionary of three entries.</summary>
internal static partial class NumpyHeader
{
    private const int LongestHeader = 1 << 16;
    private const int Alignment = 64;

    private static readonly (string Code, ScalarType Type)[] s_types =
    [
        ("b1", ScalarType.Bool), ("u1", ScalarType.Byte), ("i1", ScalarType.SByte), ("i2", ScalarType.Int16), ("i4", ScalarType.Int32),
        ("i8", ScalarType.Int64), ("f2", ScalarType.Float16), ("f4", ScalarType.Float32), ("f8", ScalarType.Float64),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header at the start of <paramref name="stream"/>.</summary>
    /// <param name="stream">Left at the first element.</param>
    /// <param name="name">What is being read, for messages.</param>
    /// <returns>Type and shape, and the header's own length in bytes.</returns>
    /// <exception cref="InvalidDataException">Not a <c>.npy</c> stream, or one whose elements cannot be read safely.</exception>
    public static (ScalarType Type, long[] Shape, int Length) Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start.StartsWith(Magic))
            throw new InvalidDataException($"'{name}' is not a NumPy array: it does not start with the bytes 93 4E 55 4D 50 59.");
        bool wide = start[6] is 2 or 3;
        if (!wide && start[6] != 1) throw new InvalidDataException($"'{name}' has the .npy version {start[6]}.{start[7]}; allowed are 1.0, 2.0 and 3.0.");
        if (wide) ReadExactly(stream, start[10..], name);
        uint length = wide ? BinaryPrimitives.ReadUInt32LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (length > LongestHeader) throw new InvalidDataException($"'{name}' claims a header of {length} bytes; allowed are at most {LongestHeader}.");
        byte[] text = new byte[length];
        ReadExactly(stream, text, name);
        (ScalarType type, long[] shape) = Parse(Encoding.Latin1.GetString(text), name);
        return (type, shape, (wide ? 12 : 10) + text.Length);
    }

    /// <summary>The header of an array of this type and shape, padded so that the elements are aligned.</summary>
    public static byte[] Write(ScalarType type, ReadOnlySpan<long> shape)
    {
        string code = Array.Find(s_types, pair => pair.Type == type).Code
            ?? throw new NotSupportedException($"NumPy has no element type for {type}; convert to Float32 first.");
        string order = type.SizeOf() == 1 ? "|" : "<";
        string sizes = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{order}{code}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int unpadded = 10 + text.Length + 1;
        int padded = (unpadded + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[padded];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(padded - 10)));
        Encoding.Latin1.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }

    private static (ScalarType Type, long[] Shape) Parse(string text, string name)
    {
        string descriptor = Descriptor().Match(text) is { Success: true } match ? match.Groups[1].Value : "(none)";
        ScalarType? type = descriptor.Length == 3 && descriptor[0] is '<' or '|' or '=' ? Find(descriptor[1..]) : null;
        if (type is null)
            throw new InvalidDataException($"'{name}' has elements of type '{descriptor}'; allowed are little-endian {string.Join(", ", s_types.Select(pair => pair.Code))}. Python objects are never loaded.");
        if (!RowMajor().IsMatch(text))
            throw new InvalidDataException($"'{name}' is stored in Fortran order; save it with numpy.ascontiguousarray.");
        if (Shape().Match(text) is not { Success: true } sizes) throw new InvalidDataException($"'{name}' has no readable shape in its header: {text.Trim()}");
        string[] parts = sizes.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        long[] shape = new long[parts.Length];
        for (int index = 0; index < parts.Length; index++)
        {
            if (!long.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out shape[index]))
                throw new InvalidDataException($"'{name}' has the impossible size {parts[index]} in its shape.");
        }

        return (type.Value, shape);
    }

    private static ScalarType? Find(string code)
    {
        int index = Array.FindIndex(s_types, pair => pair.Code == code);
        return index < 0 ? null : s_types[index].Type;
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string name)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException($"'{name}' ends inside its header.");
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"'fortran_order'\s*:\s*False")]
    private static partial Regex RowMajor();

    [GeneratedRegex(@"'shape'\s*:\s*\(([\d,\s]*)\)")]
    private static partial Regex Shape();
}
