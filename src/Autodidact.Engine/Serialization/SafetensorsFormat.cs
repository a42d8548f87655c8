namespace Autodidact.Engine.Serialization;

/// <summary>What reader and writer share: the names of element types and the limits of the format.</summary>
internal static class SafetensorsFormat
{
    /// <summary>Key of the header under which the file's own notes stand.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Longest header that is read, in bytes; the format's reference implementation has the same limit.</summary>
    public const long LongestHeader = 100_000_000;

    /// <summary>Most dimensions of a tensor that are read.</summary>
    public const int MostDimensions = 64;

    private static readonly (string Name, ScalarType Type)[] s_types =
    [
        ("BOOL", ScalarType.Bool), ("U8", ScalarType.Byte), ("I8", ScalarType.SByte), ("I16", ScalarType.Int16),
        ("I32", ScalarType.Int32), ("I64", ScalarType.Int64), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16),
        ("F32", ScalarType.Float32), ("F64", ScalarType.Float64),
    ];

    /// <summary>All type names, for messages.</summary>
    public static string TypeNames => string.Join(", ", s_types.Select(pair => pair.Name));

    /// <summary>The name of a type in the header.</summary>
    public static string NameOf(ScalarType type) => Array.Find(s_types, pair => pair.Type == type).Name;

    /// <summary>The type with this name, or null.</summary>
    public static ScalarType? TypeOf(string? name)
    {
        int index = Array.FindIndex(s_types, pair => pair.Name == name);
        return index < 0 ? null : s_types[index].Type;
    }

    /// <summary>Bytes of a tensor, or null when a size is negative or the product does not fit into 63 bits.</summary>
    public static long? ByteCount(ScalarType type, ReadOnlySpan<long> shape)
    {
        // A size of zero makes the product zero whatever the others are, so it is looked for first: [2^62, 2^62, 0] is empty, not an overflow.
        if (shape.ContainsAnyExceptInRange(0, long.MaxValue)) return null;
        if (shape.Contains(0)) return 0;
        UInt128 count = (UInt128)type.SizeOf();
        foreach (long size in shape)
        {
            count *= (UInt128)size;
            if (count > long.MaxValue) return null;
        }

        return (long)count;
    }
}
