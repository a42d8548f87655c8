using System.Security.Cryptography;

namespace Autodidact.Data.Formats;

/// <summary>
/// Pictures of one size, kept as raw bytes in chunks of about a megabyte. Memory grows with what was really read, never
/// with what a header promises, and a picture is a window into a chunk: reading copies nothing.
/// </summary>
internal sealed class PixelStore
{
    private const int ChunkBytes = 1 << 20;

    private readonly List<byte[]> _chunks = [];
    private readonly string _path;
    private readonly long _memoryLimit;
    private readonly int _imageBytes;
    private readonly int _imagesInChunk;

    public PixelStore(string path, int width, int height, int channels, DataOptions options)
    {
        long pixels = (long)width * height;
        if (width < 1 || height < 1 || pixels > options.PixelLimit || pixels * channels > Array.MaxLength)
            throw new DataException($"{path}: pictures of {width} x {height} pixels; allowed: at least 1 x 1 and at most {options.PixelLimit:N0} pixels.");
        (Width, Height, Channels, _path, _memoryLimit) = (width, height, channels, path, options.MemoryLimit);
        _imageBytes = (int)(pixels * channels);
        _imagesInChunk = Math.Max(1, ChunkBytes / _imageBytes);
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public int ImageBytes => _imageBytes;

    public int Count { get; private set; }

    /// <summary>Room for one more picture; the caller fills it as <c>[height, width, channels]</c>.</summary>
    public Span<byte> Append()
    {
        int place = Count % _imagesInChunk;
        if (place == 0)
        {
            if ((long)(_chunks.Count + 1) * _imagesInChunk * _imageBytes > Math.Max(_memoryLimit, ChunkBytes))
                throw new DataException($"{_path}: more than {_memoryLimit:N0} bytes of pictures do not fit the memory limit; unpack them to a folder or a tar of images, which are read as needed.");
            _chunks.Add(new byte[_imagesInChunk * _imageBytes]);
        }
        Count++;
        return _chunks[^1].AsSpan(place * _imageBytes, _imageBytes);
    }

    /// <summary>Appends a picture that comes as planes, <c>[channels, height, width]</c>.</summary>
    public void AppendPlanes(ReadOnlySpan<byte> planes)
    {
        Span<byte> target = Append();
        int plane = Width * Height;
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<byte> source = planes.Slice(channel * plane, plane);
            for (int i = 0, o = channel; i < source.Length; i++, o += Channels) target[o] = source[i];
        }
    }

    public Image this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new Image(Width, Height, Channels, _chunks[index / _imagesInChunk].AsMemory(index % _imagesInChunk * _imageBytes, _imageBytes));
        }
    }

    public void AppendTo(IncrementalHash hash)
    {
        for (int i = 0; i < _chunks.Count; i++)
            hash.AppendData(_chunks[i], 0, Math.Min(_imagesInChunk, Count - i * _imagesInChunk) * _imageBytes);
    }
}
