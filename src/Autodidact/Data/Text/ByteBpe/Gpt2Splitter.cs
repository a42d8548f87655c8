using System.Globalization;
using System.Text;

namespace Autodidact.Data.Text.ByteBpe;

/// <summary>
/// Cuts a text where merges must not cross, as GPT-2's expression does: English contractions, then letters, numbers or anything else
/// that is no white space, each with one space before it, then white space. Radford et al. 2019.
/// </summary>
/// <remarks>
/// Written out rather than given to the runtime's regular expressions: these see UTF-16 units, for which no character above U+FFFF is
/// a letter or a number.
/// </remarks>
internal static class Gpt2Splitter
{
    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    /// <summary>Where the piece that begins at <paramref name="start"/>, before the end of the text, ends.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && Contraction(text[(start + 1)..]) is > 0 and int length) return start + 1 + length;
        int at = start;
        Kind kind = KindAt(text, ref at);
        if (kind == Kind.Space)
        {
            int end = EndOfRun(text, at, Kind.Space);
            // The last of several spaces before a word stays with the word, if it is a plain one, or alone.
            if (end == text.Length || end - start == 1 && text[start] != ' ') return end;
            if (end - start > 1) return end - 1;
            kind = KindAt(text, ref at);
        }
        return EndOfRun(text, at, kind);
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int at, Kind kind)
    {
        while (at < text.Length)
        {
            int next = at;
            if (KindAt(text, ref next) != kind) break;
            at = next;
        }
        return at;
    }

    private static int Contraction(ReadOnlySpan<char> rest) => rest switch
    {
        ['s' or 't' or 'm' or 'd', ..] => 1,
        ['r', 'e', ..] or ['v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };

    private static Kind KindAt(ReadOnlySpan<char> text, ref int at)
    {
        char unit = text[at];
        if (char.IsAscii(unit))
        {
            at++;
            return char.IsAsciiLetter(unit) ? Kind.Letter : char.IsAsciiDigit(unit) ? Kind.Number : char.IsWhiteSpace(unit) ? Kind.Space : Kind.Other;
        }
        Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length);
        at += length;
        if (Rune.IsWhiteSpace(rune)) return Kind.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
