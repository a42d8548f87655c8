using System.Globalization;
using System.Text;

namespace Autodidact.Data.Text.Words;

/// <summary>Goes through the words of a text without copying them.</summary>
internal ref struct WordSplitter(ReadOnlySpan<char> text, WordSplit split)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The word that was found last.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Finds the next word; false at the end.</summary>
    public bool MoveNext()
    {
        int start = 0, length;
        while (start < _rest.Length && !IsPart(_rest[start..], out length)) start += length;
        int end = start;
        while (end < _rest.Length && IsPart(_rest[end..], out length)) end += length;
        Current = _rest[start..end];
        _rest = _rest[end..];
        return Current.Length > 0;
    }

    private readonly bool IsPart(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        char first = text[0];
        if (split == WordSplit.Whitespace) return !char.IsWhiteSpace(first);
        if (char.IsAscii(first)) return char.IsAsciiLetterOrDigit(first);
        Rune.DecodeFromUtf16(text, out Rune letter, out length);
        return Rune.IsLetterOrDigit(letter) || Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }
}
