using System.IO.Compression;

namespace Autodidact.Data.Formats;

/// <summary>A file that is plain or gzip, told apart by its first bytes and read from front to back with an offset for messages.</summary>
internal sealed class PackedFile : IDisposable
{
    // Deflate cannot shrink by more than 1032 to 1, so the packed length bounds the content before anything is read.
    private const long MaximumRatio = 1032;

    private readonly Stream _stream;

    private PackedFile(string path, Stream stream, long capacity) => (Path, _stream, Capacity) = (path, stream, capacity);

    public string Path { get; }

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
            file.Position = 0;
            return packed
                ? new PackedFile(path, new GZipStream(file, CompressionMode.Decompress), file.Length * MaximumRatio)
                : new PackedFile(path, file, file.Length);
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
            return count;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataException.At(Path, Offset, $"the file cannot be unpacked ({error.Message})", "a whole gzip file; copy or download it again", error);
        }
    }

    /// <summary>Fills the buffer or throws, naming what was being read.</summary>
    public void ReadExactly(Span<byte> buffer, string what)
    {
        long start = Offset;
        int count = Read(buffer);
        if (count < buffer.Length)
            throw DataException.At(Path, start, $"{what} needs {buffer.Length} bytes and the content ends after {count}", "a whole file; copy or download it again");
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
