namespace Autodidact.Embeddings.Files;

/// <summary>A file's lines as bytes, one after the other, none longer than a limit.</summary>
internal sealed class LineFile(string path, int longest) : IDisposable
{
    private const int FirstBuffer = 1 << 14;

    private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start, _end;
    private bool _ended;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line that is not empty, without its end; valid until the next call. False behind the last.</summary>
    /// <exception cref="InvalidDataException">A line is longer than the limit.</exception>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        line = default;
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0 && !_ended)
            {
                Fill();
                continue;
            }
            if (length < 0 && _start == _end) return false;
            if (length < 0) length = _end - _start;
            line = _buffer.AsMemory(_start, length);
            _start = Math.Min(_end, _start + length + 1);
            Number++;
            if (line.Span.ContainsAnyExcept(" \t\r"u8)) return true;
        }
    }

    /// <summary>Lines that are not empty.</summary>
    public static long Count(string path, int longest)
    {
        using LineFile file = new(path, longest);
        long count = 0;
        while (file.Next(out _)) count++;
        return count;
    }

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= longest) throw new InvalidDataException($"'{path}' has a line of more than {longest:N0} bytes after line {Number:N0}.");
            Array.Resize(ref _buffer, Math.Min(longest, 2 * _buffer.Length));
        }
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }
}
