using System.Text.Unicode;
using Autodidact.Data;
using Autodidact.Data.Formats;

namespace Autodidact.Models.Words;

/// <summary>The lines of a file, plain or gz, as bytes that are valid UTF-8, without their ends. The memory is that of the longest line.</summary>
internal sealed class TextLines : IDisposable
{
    // A vector of 8192 numbers written out fully has 200 KB.
    private const int LongestLine = 1 << 24;

    private readonly PackedFile _file;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _lineStart, _lineLength;
    private bool _isAtEnd;

    public TextLines(string path) => _file = PackedFile.Open(path);

    /// <summary>The number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line that was read last.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Reads the next line; false at the end.</summary>
    /// <exception cref="DataException">A line is no UTF-8, or too long, or the file cannot be unpacked.</exception>
    public bool MoveNext()
    {
        int searched = 0, found;
        while ((found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0 && !_isAtEnd)
        {
            searched = _end - _start;
            Fill();
        }
        if (found < 0 && _start == _end) return false;
        int length = found < 0 ? _end - _start : searched + found;
        (_lineStart, _lineLength) = (_start, length > 0 && _buffer[_start + length - 1] == '\r' ? length - 1 : length);
        _start += found < 0 ? length : length + 1;
        Number++;
        return Utf8.IsValid(Current) ? true : throw Wrong("it is not valid UTF-8", "text");
    }

    /// <summary>What to say of the line that was read last.</summary>
    public DataException Wrong(string found, string allowed) => new($"{_file.Path}, line {Number}: {found}; allowed: {allowed}.");

    public void Dispose() => _file.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine) throw new DataException($"{_file.Path}, line {Number + 1}: it has more than {LongestLine:N0} bytes; allowed: shorter lines.");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        int read = _file.Read(_buffer.AsSpan(_end));
        _end += read;
        _isAtEnd = _end < _buffer.Length;
    }
}
