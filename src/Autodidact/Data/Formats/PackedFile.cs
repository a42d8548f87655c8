using System.Buffers.Binary;
using System.IO.Compression;

namespace Autodidact.Data.Formats;

/// <summary>A file that is plain or gzip, told apart by its first bytes and read from front to back with an offset for messages.</summary>
internal sealed class PackedFile : IDisposable
{
    // Deflate cannot shrink by more than 1032 to 1, so the packed length bounds the content before anything is read.
    private const long MaximumRatio = 1032;

    private readonly Stream _stream;
    private readonly uint? _statedLength;

    private PackedFile(string path, Stream stream, long capacity, uint? statedLength) =>
        (Path, _stream, Capacity, _statedLength) = (path, stream, capacity, statedLength);

    public string Path { get; }

    /// <summary>True for a plain file: its content can be read at any place.</summary>
    public bool IsSeekable => _stream.CanSeek;

    /// <summary>Most bytes the content can have.</summary>
    public long Capacity { get; }

    /// <summary>Bytes read so far, in the unpacked content.</summary>
    public long Offset { get; private set; }

    public static PackedFile Open(string path)
    {
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            Span<byte> magic = stackalloc byte[2];
            bool packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
            if (!packed)
            {
                file.Position = 0;
                return new PackedFile(path, file, file.Length, statedLength: null);
            }
            Span<byte> trailer = stackalloc byte[4];
            file.Position = Math.Max(0, file.Length - trailer.Length);
            file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return new PackedFile(path, new GZipStream(file, CompressionMode.Decompress), file.Length * MaximumRatio, BinaryPrimitives.ReadUInt32LittleEndian(trailer));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot open {path}: {error.Message}", error);
        }
    }

    /// <summary>Fills the buffer; returns less than its length only at the end of the content.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            int count = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            Offset += count;
            if (count < buffer.Length) RequireWhole();
            return count;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataException.At(Path, Offset, $"the file cannot be unpacked ({error.Message})", "a whole gzip file; copy or download it again", error);
        }
    }

    /// <summary>
    /// A gzip file ends with the length of its content, modulo 2^32. The runtime takes a cut file for a short one, so the
    /// two are compared at the end; a file of several gzip members fails as well.
    /// </summary>
    private void RequireWhole()
    {
        if (_statedLength is { } stated && stated != (uint)Offset)
            throw DataException.At(Path, Offset, "the content ends before the length that the gzip file states", "a whole gzip file in one piece; copy or download it again");
    }

    /// <summary>Fills the buffer or throws, naming what was being read.</summary>
    public void ReadExactly(Span<byte> buffer, string what)
    {
        long start = Offset;
        int count = Read(buffer);
        if (count < buffer.Length)
            throw DataException.At(Path, start, $"{what} needs {buffer.Length} bytes and the content ends after {count}", "a whole file; copy or download it again");
    }

    /// <summary>Moves on by exactly <paramref name="count"/> bytes or throws, naming what was being passed over.</summary>
    public void Skip(long count, string what)
    {
        long start = Offset;
        long passed = SkipUpTo(count);
        if (passed < count)
            throw DataException.At(Path, start, $"{what} needs {count:N0} bytes and the content ends after {passed:N0}", "a whole file; copy or download it again");
    }

    /// <summary>Moves on by at most <paramref name="count"/> bytes; returns how many there were.</summary>
    public long SkipUpTo(long count)
    {
        if (_stream.CanSeek)
        {
            long passed = Math.Min(count, _stream.Length - Offset);
            Offset = _stream.Seek(Offset + passed, SeekOrigin.Begin);
            return passed;
        }
        byte[] buffer = new byte[(int)Math.Min(count, 1 << 16)];
        long rest = count;
        while (rest > 0)
        {
            int read = Read(buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)));
            if (read == 0) break;
            rest -= read;
        }
        return count - rest;
    }

    /// <summary>Throws unless the content ends here.</summary>
    public void ExpectEnd(string what)
    {
        long start = Offset;
        Span<byte> one = stackalloc byte[1];
        if (Read(one) != 0)
            throw DataException.At(Path, start, $"more bytes after {what}", "nothing more; the header and the content disagree");
    }

    public void Dispose() => _stream.Dispose();
}
