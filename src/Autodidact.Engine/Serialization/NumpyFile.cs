using System.Runtime.InteropServices;

namespace Autodidact.Engine.Serialization;

/// <summary>Reads and writes <c>.npy</c> files: one array, versions 1 to 3, row-major numbers only.</summary>
public static class NumpyFile
{
    /// <summary>Reads the array of a file.</summary>
    /// <exception cref="InvalidDataException">Not a <c>.npy</c> file, cut off, or of a type that is not a plain number.</exception>
    public static NumpyArray Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, stream.Length, path);
    }

    /// <summary>Writes elements row-major and atomically.</summary>
    /// <param name="path">The file, by custom ending in <c>.npy</c>.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">Sizes, outermost first; their product is the number of elements.</param>
    /// <typeparam name="T">A number, <see cref="Half"/> or <see cref="bool"/>.</typeparam>
    /// <exception cref="ArgumentException">The shape does not fit the number of elements.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        Write(path, new(ScalarTypes.Of<T>(), shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray()));

    /// <summary>Writes an array atomically.</summary>
    /// <exception cref="ArgumentException">The shape does not fit the number of bytes.</exception>
    public static void Write(string path, NumpyArray array)
    {
        if (SafetensorsFormat.ByteCount(array.Type, array.Shape) != array.Bytes.Length)
            throw new ArgumentException($"An array of {array.Type} [{string.Join(", ", array.Shape)}] cannot have {array.Bytes.Length} bytes.", nameof(array));
        byte[] header = NumpyHeader.Write(array.Type, array.Shape);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            stream.Write(array.Bytes);
        });
    }

    /// <summary>Reads an array from a stream that has exactly <paramref name="length"/> bytes; nothing is allocated that the stream does not hold.</summary>
    internal static NumpyArray Read(Stream stream, long length, string name)
    {
        (ScalarType type, long[] shape, int headerLength) = NumpyHeader.Read(stream, name);
        long expected = SafetensorsFormat.ByteCount(type, shape)
            ?? throw new InvalidDataException($"'{name}' has the impossible shape ({string.Join(", ", shape)}).");
        if (expected != length - headerLength)
            throw new InvalidDataException($"'{name}' of {type} ({string.Join(", ", shape)}) needs {expected} bytes after its header and has {length - headerLength}.");
        if (expected > Array.MaxLength) throw new InvalidDataException($"'{name}' has {expected} bytes; at most {Array.MaxLength} can be read at once.");
        byte[] bytes = new byte[expected];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException($"'{name}' ends before its last element.");
        return new(type, shape, bytes);
    }
}
