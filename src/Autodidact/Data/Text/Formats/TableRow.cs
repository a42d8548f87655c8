using System.Text;

namespace Autodidact.Data.Text.Formats;

/// <summary>Goes through the cells of one record of a table. Quotes are those of RFC 4180: around a whole cell, doubled inside.</summary>
internal ref struct TableRow(ReadOnlySpan<byte> record, byte separator, bool quotes)
{
    private const byte Quote = (byte)'"';
    private ReadOnlySpan<byte> _rest = record.TrimEnd("\r\n"u8);
    private ReadOnlySpan<byte> _cell;
    private bool _isQuoted;
    private bool _isOver;

    /// <summary>What is wrong with the record where <see cref="MoveNext"/> ends early, as a phrase.</summary>
    public string? Mistake { get; private set; }

    /// <summary>The cell's text.</summary>
    public readonly string Cell()
    {
        string text = Encoding.UTF8.GetString(_cell);
        return _isQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>Whether there is nothing but white space in the cell.</summary>
    public readonly bool IsBlank => _cell.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>Letters in the cell, about.</summary>
    public readonly int Length => _cell.Length;

    public bool MoveNext()
    {
        if (_isOver) return false;
        _isQuoted = quotes && _rest.StartsWith([Quote]);
        int end;
        if (_isQuoted)
        {
            end = EndOfQuoted(_rest);
            if (end < 0) return Fail("a quote in it is opened and never closed");
            _cell = _rest[1..(end - 1)];
            if (end < _rest.Length && _rest[end] != separator) return Fail("there is text behind a closing quote");
        }
        else
        {
            end = _rest.IndexOf(separator);
            if (end < 0) end = _rest.Length;
            _cell = _rest[..end];
        }
        _isOver = end == _rest.Length;
        _rest = _isOver ? default : _rest[(end + 1)..];
        return true;
    }

    /// <summary>The length of the first record with its line end, -1 when there must be more of the content to tell.</summary>
    public static int LengthOf(ReadOnlySpan<byte> content, byte separator)
    {
        for (int at = 0; at < content.Length;)
        {
            if (content[at] == Quote)
            {
                int end = EndOfQuoted(content[at..]);
                if (end < 0) return -1;
                at += end;
            }
            int next = content[at..].IndexOfAny(separator, (byte)'\n');
            if (next < 0) return -1;
            at += next + 1;
            if (content[at - 1] == '\n') return at;
        }
        return -1;
    }

    /// <summary>The place behind the quote that closes the one at the front, -1 when there is none.</summary>
    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (int at = 1; at < text.Length; at += 2)
        {
            int found = text[at..].IndexOf(Quote);
            if (found < 0) return -1;
            at += found;
            if (at + 1 == text.Length || text[at + 1] != Quote) return at + 1;
        }
        return -1;
    }

    private bool Fail(string mistake)
    {
        (Mistake, _isOver) = (mistake, true);
        return false;
    }
}
