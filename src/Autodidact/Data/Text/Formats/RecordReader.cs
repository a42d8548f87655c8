using System.Text;
using Autodidact.Data.Formats;

namespace Autodidact.Data.Text.Formats;

/// <summary>Reads a file from front to back and cuts it into records; no more than one record and a block is held.</summary>
/// <param name="file">The file, at its start.</param>
/// <param name="format">Where records end.</param>
/// <param name="limit">Longest record in bytes; of a longer one, the first line is passed over.</param>
/// <param name="onRead">Gets all bytes of the content in order.</param>
internal sealed class RecordReader(PackedFile file, RecordFormat format, long limit, Action<ReadOnlySpan<byte>> onRead)
{
    private const int BlockBytes = 1 << 16;

    private byte[] _buffer = new byte[BlockBytes];
    private int _start;
    private int _end;
    private int _nextLine = 1;
    private bool _isBegun;
    private bool _isWhole;

    /// <summary>Where the record begins, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Its bytes, with the line end; empty when it is too long.</summary>
    public int Length { get; private set; }

    /// <summary>The number of the line it begins in, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether it is longer than the limit.</summary>
    public bool IsTooLong { get; private set; }

    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start - Length, Length);

    public bool MoveNext()
    {
        if (!_isBegun) SkipPreamble();
        Offset += Length;
        (Line, Length, IsTooLong, _isBegun) = (_nextLine, 0, false, true);
        while (true)
        {
            ReadOnlySpan<byte> ahead = _buffer.AsSpan(_start, _end - _start);
            int length = format.LengthOf(ahead);
            if (length < 0 && _isWhole) length = ahead.Length;
            if (length >= 0)
            {
                Length = length;
                _start += length;
                _nextLine += Record.Count((byte)'\n');
                return length > 0;
            }
            if (ahead.Length >= limit) return PassOver();
            Fill();
        }
    }

    /// <summary>Gives up a record that is too long, and goes on behind its first line: a quote that is never closed costs no more.</summary>
    private bool PassOver()
    {
        IsTooLong = true;
        while (true)
        {
            ReadOnlySpan<byte> ahead = _buffer.AsSpan(_start, _end - _start);
            int end = ahead.IndexOf((byte)'\n') + 1;
            int passed = end == 0 ? ahead.Length : end;
            _nextLine += ahead[..passed].Count((byte)'\n');
            Offset += passed;
            _start += passed;
            if (end > 0 || _isWhole) return true;
            Fill();
        }
    }

    private void SkipPreamble()
    {
        Fill();
        if (!_buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble)) return;
        Offset = _start = Encoding.UTF8.Preamble.Length;
    }

    /// <summary>Reads on, behind what is still ahead; makes room where that fills the buffer.</summary>
    private void Fill()
    {
        byte[] target = _end - _start > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_end, _start, _buffer) = (_end - _start, 0, target);
        Span<byte> room = _buffer.AsSpan(_end);
        int count = file.Read(room);
        onRead(room[..count]);
        _end += count;
        _isWhole = count < room.Length;
    }
}
