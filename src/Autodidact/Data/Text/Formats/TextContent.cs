using Autodidact.Data.Formats;
using Microsoft.Win32.SafeHandles;

namespace Autodidact.Data.Text.Formats;

/// <summary>The content of a file, for reading at any place and from any thread: a plain one stays on the disk, an unpacked one in memory.</summary>
internal sealed class TextContent
{
    private const int ChunkBytes = 1 << 18;

    // Kept open: a run reads millions of records. A mapping would end the process where somebody shortens the file.
    private readonly SafeFileHandle? _file;
    private readonly List<byte[]> _chunks = [];
    private long _length;

    private TextContent(SafeFileHandle? file) => _file = file;

    public static TextContent Of(PackedFile file) => new(file.IsSeekable ? File.OpenHandle(file.Path) : null);

    /// <summary>Bytes held in memory.</summary>
    public long Held => (long)_chunks.Count * ChunkBytes;

    /// <summary>Keeps what was read next, where the file cannot give it again.</summary>
    public void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_file is not null) return;
        while (bytes.Length > 0)
        {
            int at = (int)(_length % ChunkBytes);
            if (at == 0) _chunks.Add(new byte[ChunkBytes]);
            int count = Math.Min(bytes.Length, ChunkBytes - at);
            bytes[..count].CopyTo(_chunks[^1].AsSpan(at));
            bytes = bytes[count..];
            _length += count;
        }
    }

    /// <summary>Fills the buffer from a place on; false when the file has become shorter.</summary>
    public bool TryRead(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int count;
            if (_file is not null) count = RandomAccess.Read(_file, buffer, offset);
            else
            {
                int at = (int)(offset % ChunkBytes);
                count = Math.Min(buffer.Length, ChunkBytes - at);
                _chunks[(int)(offset / ChunkBytes)].AsSpan(at, count).CopyTo(buffer);
            }
            if (count == 0) return false;
            buffer = buffer[count..];
            offset += count;
        }
        return true;
    }
}
