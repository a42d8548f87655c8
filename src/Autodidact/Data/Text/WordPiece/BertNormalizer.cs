using System.Globalization;
using System.Text;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>BERT's changes to a text, in their order: cleaning, spaces around ideographs, accents, small letters.</summary>
internal sealed class BertNormalizer(BertTextOptions options)
{
    private readonly bool _stripsAccents = options.StripAccents ?? options.LowerCase;

    /// <summary>Changes a part of a text; ranges count from the start of the whole.</summary>
    public AlignedText Normalize(string text, TextRange part)
    {
        AlignedText normal = new(part.Length + 16);
        for (int at = part.Start; at < part.End;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at, part.End - at), out Rune rune, out int length);
            TextRange source = new(at, at += length);
            if (options.CleanText)
            {
                if (rune.Value is 0 or 0xFFFD || BertCharacters.IsControl(rune)) continue;
                if (Rune.IsWhiteSpace(rune)) rune = new Rune(' ');
            }
            if (options.SeparateChinese && BertCharacters.IsChinese(rune))
            {
                normal.Append(' ', source);
                AppendPlain(rune, source, normal);
                normal.Append(' ', source);
            }
            else
            {
                AppendPlain(rune, source, normal);
            }
        }
        return normal;
    }

    private void AppendPlain(Rune rune, TextRange source, AlignedText normal)
    {
        if (!_stripsAccents || rune.Value < CanonicalDecomposition.First)
        {
            AppendLower(rune, source, normal);
            return;
        }
        if (CanonicalDecomposition.Of(rune) is not { } parts)
        {
            if (!IsMark(rune)) AppendLower(rune, source, normal);
            return;
        }
        foreach (Rune one in parts.EnumerateRunes())
            if (!IsMark(one)) AppendLower(one, source, normal);
    }

    private void AppendLower(Rune rune, TextRange source, AlignedText normal)
    {
        if (!options.LowerCase) normal.Append(rune, source);
        else if (rune.Value == 'İ')
        {
            // The one letter whose small form is two characters, an i and a dot above it.
            normal.Append('i', source);
            normal.Append('\u0307', source);
        }
        else normal.Append(Rune.ToLowerInvariant(rune), source);
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
}
