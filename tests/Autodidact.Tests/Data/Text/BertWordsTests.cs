using Autodidact.Data.Text;
using Autodidact.Data.Text.WordPiece;
using Xunit;

namespace Autodidact.Tests.Data.Text;

/// <summary>Which words BERT's tokenizer sees, on inputs that implementations disagree about.</summary>
public sealed class BertWordsTests
{
    private static readonly (string Text, string[] Words, string Reason)[] s_uncased =
    [
        ("Hello, World!", ["hello", ",", "world", "!"], "punctuation is a word by itself"),
        ("", [], "nothing is nothing"),
        (" \t\r\n ", [], "and white space is"),
        ("Ünïcödé naïve Ångström", ["unicode", "naive", "angstrom"], "NFD takes the accents off, and marks (Mn) are dropped"),
        ("e\u0301te\u0301", ["ete"], "written as two characters they are dropped as well"),
        ("q\u0327\u0307\u0323", ["q"], "however many there are"),
        ("İSTANBUL ıi", ["istanbul", "ıi"], "the dot above İ is a mark; ı has none to drop"),
        ("ΟΔΟΣ ᾳ", ["οδοσ", "α"], "letters are made small one by one, so the last sigma is like any other"),
        ("STRASSE straße ẞ", ["strasse", "straße", "ß"], "small forms, not case folding"),
        ("ǅ ǆ K Å", ["ǆ", "ǆ", "k", "a"], "title case has a small form; the Kelvin and Angstrom signs are letters by NFD"),
        ("漢字kanji仮名", ["漢", "字", "kanji", "仮", "名"], "each ideograph is a word"),
        ("\U00020000\U00020001a", ["\U00020000", "\U00020001", "a"], "those above U+FFFF too"),
        ("\U0002F800", ["\u4E3D"], "a compatibility ideograph is the unified one by NFD"),
        ("ひらがな カタカナ", ["ひらかな", "カタカナ"], "kana make words; the voicing mark of が is a mark (Mn)"),
        ("한국", ["\u1112\u1161\u11AB\u1100\u116E\u11A8"], "Hangul makes words; NFD takes syllables apart"),
        ("\u1112\u1161\u11AB", ["\u1112\u1161\u11AB"], "so that both spellings are the same"),
        ("नमस्ते", ["नमसत"], "the virama and the vowel sign are marks of category Mn"),
        ("दुनिया", ["दनिया"], "vowel signs of category Mc stay"),
        ("שָׁלוֹם", ["שלום"], "points are marks"),
        ("สวัสดี", ["สวสด"], "Thai vowels above are marks"),
        ("👩\u200D👩\u200D👧 👍🏽!", ["👩👩👧", "👍🏽", "!"], "the joiner is a format character and goes; emoji are symbols, no punctuation"),
        ("🇩🇪🇫🇷", ["🇩🇪🇫🇷"], "nothing separates flags"),
        ("a\u0000b\u0007c\u001Fd\u007Fe", ["abcde"], "control characters go, and leave no space"),
        ("a\u000Bb\u000Cc\u0085d", ["abcd"], "vertical tab, form feed and next line are controls before they are white space"),
        ("tab\tnew\nline\r\nend", ["tab", "new", "line", "end"], "tab and line ends are spaces"),
        ("a\u00A0b\u2009c\u3000d\u2028e\u2029f", ["a", "b", "c", "d", "e", "f"], "and so is all of category Z"),
        ("zero\u200Bwidth\u200Djoin\uFEFFbom\u00ADsoft\u2060w", ["zerowidthjoinbomsoftw"], "format characters (Cf) have no width and go"),
        ("a\u180Eb", ["ab"], "the Mongolian vowel separator has been a format character since Unicode 6.3"),
        ("\uFFFD\uE000x\uD800y\U0010FFFDz", ["xyz"], "the replacement character, private ones, and half of a surrogate pair go"),
        ("don't it’s", ["don", "'", "t", "it", "’", "s"], "both apostrophes are punctuation"),
        ("$100+20%=~`^|<>", ["$", "100", "+", "20", "%", "=", "~", "`", "^", "|", "<", ">"], "in ASCII symbols count as punctuation"),
        ("5€ ©x", ["5€", "©x"], "elsewhere they do not"),
        ("a_b-c d…e—f", ["a", "_", "b", "-", "c", "d", "…", "e", "—", "f"], "connectors, dashes and the ellipsis are punctuation"),
        ("¿Qué? «x» “y”", ["¿", "que", "?", "«", "x", "»", "“", "y", "”"], "all of category P is"),
        ("1st 3.14 1,000", ["1st", "3", ".", "14", "1", ",", "000"], "digits are letters like others"),
        ("½ ①x² ٣٤", ["½", "①x²", "٣٤"], "NFD leaves compatibility forms alone"),
        ("ﬁne ａｂｃ", ["ﬁne", "ａｂｃ"], "ligatures and full-width letters as well"),
        ("\u037E\u1FEF", [";", "`"], "the Greek question mark and accent are ASCII's by NFD, and punctuation then"),
        ("x\u0338 ≠", ["x", "="], "a stroke through a sign is a mark"),
    ];

    [Fact]
    public void Hard_inputs_are_cut_as_published()
    {
        foreach ((string text, string[] words, string reason) in s_uncased)
            Assert.True(words.SequenceEqual(Words(text, BertTextOptions.Uncased)), $"{string.Join('|', Words(text, BertTextOptions.Uncased))} instead of {string.Join('|', words)}: {reason}");
    }

    [Fact]
    public void Cased_text_keeps_letters_and_accents() =>
        Assert.Equal(["Ünïcödé", "İ", "한", "漢", "字"], Words("Ünïcödé İ 한 漢字\u200B", BertTextOptions.Cased));

    [Fact]
    public void Accents_can_stay_while_letters_are_made_small() =>
        Assert.Equal(["üi\u0307σ"], Words("ÜİΣ", new BertTextOptions { StripAccents = false }));

    [Fact]
    public void Accents_can_go_while_letters_stay() => Assert.Equal(["Ubung"], Words("Übung", new BertTextOptions { LowerCase = false, StripAccents = true }));

    [Fact]
    public void What_is_not_cleaned_stays()
    {
        BertTextOptions raw = new() { CleanText = false, SeparateChinese = false, StripAccents = false, LowerCase = false };
        Assert.Equal(["a\u200Bb\u0000", "漢字"], Words("a\u200Bb\u0000\u0085漢字", raw));
    }

    [Theory]
    [InlineData('À', "A\u0300")]
    [InlineData('ǖ', "u\u0308\u0304")]
    [InlineData('ᾂ', "α\u0313\u0300\u0345")]
    [InlineData('각', "\u1100\u1161\u11A8")]
    [InlineData('가', "\u1100\u1161")]
    [InlineData('힣', "\u1112\u1175\u11C2")]
    [InlineData('ø', null)]
    [InlineData('ﬁ', null)]
    public void Decompositions_are_full_and_canonical(char composed, string? parts) =>
        Assert.Equal(parts, CanonicalDecomposition.Of(new System.Text.Rune(composed)));

    [Fact]
    public void No_part_of_a_decomposition_has_one()
    {
        int count = 0;
        for (int value = 0; value < 0x110000; value++)
        {
            if (!System.Text.Rune.IsValid(value) || CanonicalDecomposition.Of(new System.Text.Rune(value)) is not { } parts) continue;
            Assert.InRange(value, CanonicalDecomposition.First, 0x110000);
            Assert.All(parts.EnumerateRunes(), part => Assert.Null(CanonicalDecomposition.Of(part)));
            count++;
        }
        // Unicode 15.0 has 2,061 characters with a canonical mapping, and 11,172 Hangul syllables.
        Assert.Equal(2061 + 11172, count);
    }

    private static List<string> Words(string text, BertTextOptions options)
    {
        List<string> found = [];
        BertWords words = new(new BertNormalizer(options).Normalize(text, new TextRange(0, text.Length)).Chars);
        while (words.MoveNext()) found.Add(words.Word.ToString());
        return found;
    }
}
