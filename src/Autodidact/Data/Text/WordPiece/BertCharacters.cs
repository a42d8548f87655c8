using System.Globalization;
using System.Text;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>The kinds of characters that BERT's tokenizer tells apart.</summary>
internal static class BertCharacters
{
    /// <summary>Control (other than tab and line ends), format and private characters.</summary>
    /// <remarks>Characters that are not assigned stay: a later Unicode may make letters of them.</remarks>
    public static bool IsControl(Rune rune) => rune.Value is not ('\t' or '\n' or '\r')
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    /// <summary>Unicode's category P, and all of ASCII that is neither letter, digit, space nor control, such as <c>$</c> and <c>^</c>.</summary>
    public static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~')
        : Rune.IsPunctuation(rune);

    /// <summary>CJK ideographs. Neither Hangul nor kana: these are written with spaces, or in words.</summary>
    public static bool IsChinese(Rune rune) => rune.Value is
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF)
        or (>= 0x2F800 and <= 0x2FA1F);
}
