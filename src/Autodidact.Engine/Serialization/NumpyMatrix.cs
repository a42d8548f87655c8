using System.Runtime.InteropServices;

namespace Autodidact.Engine.Serialization;

/// <summary>A <c>.npy</c> file that holds a matrix of floating-point numbers, read row by row.</summary>
public sealed class NumpyMatrix
{
    private readonly string _path;
    private readonly ScalarType _type;
    private readonly int _start;

    private NumpyMatrix(string path, ScalarType type, int start, long rows, int columns) => (_path, _type, _start, Rows, Columns) = (path, type, start, rows, columns);

    /// <summary>Rows.</summary>
    public long Rows { get; }

    /// <summary>Numbers in a row, at least 1.</summary>
    public int Columns { get; }

    /// <summary>Reads the header and holds it against the file's length.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or cut off.</exception>
    public static NumpyMatrix Of(string path)
    {
        using FileStream stream = OpenFile(path);
        (ScalarType type, long[] shape, int start) = NumpyHeader.Read(stream, path);
        if (type is not (ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64) || shape.Length != 2 || shape[1] < 1 || shape[1] > Array.MaxLength)
            throw new InvalidDataException($"'{path}' holds {type} ({string.Join(", ", shape)}); a matrix of floating-point numbers (rows, dimension) is needed.");
        long expected = SafetensorsFormat.ByteCount(type, shape) ?? throw new InvalidDataException($"'{path}' has the impossible shape ({string.Join(", ", shape)}).");
        return expected == stream.Length - start
            ? new(path, type, start, shape[0], (int)shape[1])
            : throw new InvalidDataException($"'{path}' of {type} ({string.Join(", ", shape)}) needs {expected} bytes after its header and has {stream.Length - start}.");
    }

    /// <summary>A stream that stands at the first row.</summary>
    public FileStream Open()
    {
        FileStream stream = OpenFile(_path);
        stream.Position = _start;
        return stream;
    }

    /// <summary>Reads the next numbers of a stream that <see cref="Open"/> gave.</summary>
    /// <param name="stream">Left behind the last.</param>
    /// <param name="values">Takes them, row-major.</param>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public void Read(Stream stream, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_type == ScalarType.Float32)
        {
            Fill(stream, MemoryMarshal.AsBytes(values));
            return;
        }
        byte[] bytes = new byte[values.Length * _type.SizeOf()];
        Fill(stream, bytes);
        for (int i = 0; i < values.Length; i++)
            values[i] = _type == ScalarType.Float64 ? (float)BitConverter.ToDouble(bytes, i * sizeof(double)) : (float)BitConverter.ToHalf(bytes, i * 2);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private void Fill(Stream stream, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException($"'{_path}' ends before its last row.");
    }
}
