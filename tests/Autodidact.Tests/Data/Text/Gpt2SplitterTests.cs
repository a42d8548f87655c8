using Autodidact.Data.Text.ByteBpe;
using Xunit;

namespace Autodidact.Tests.Data.Text;

/// <summary>
/// Where GPT-2's expression cuts: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, on inputs that
/// implementations disagree about.
/// </summary>
public sealed class Gpt2SplitterTests
{
    private static readonly (string Text, string[] Pieces, string Reason)[] s_inputs =
    [
        ("", [], "nothing is nothing"),
        ("Hello, world!", ["Hello", ",", " world", "!"], "one space goes with what follows it"),
        ("don't I'll they've", ["don", "'t", " I", "'ll", " they", "'ve"], "contractions are pieces"),
        ("DON'T it’s", ["DON", "'", "T", " it", "’", "s"], "in small letters and with the typewriter's apostrophe only"),
        ("''s'x", ["''", "s", "'", "x"], "the first apostrophe begins no contraction, so it takes all signs it can"),
        (" 's", [" '", "s"], "with a space before it, it is a sign like others"),
        ("'re're", ["'re", "'re"], "anywhere in a text"),
        ("'red", ["'re", "d"], "even in other words"),
        ("1st 3.14", ["1", "st", " 3", ".", "14"], "letters and numbers are different kinds"),
        ("½ ①x² ٣٤", ["½", " ①", "x", "²", " ٣٤"], "numbers are all of category N"),
        ("a  b", ["a", " ", " b"], "of several spaces the last goes with the word"),
        ("a   b", ["a", "  ", " b"], "and the others are one piece"),
        ("  leading", [" ", " leading"], "at the beginning too"),
        ("trailing   ", ["trailing", "   "], "at the end of the text they stay together"),
        ("   ", ["   "], "as in a text of spaces alone"),
        ("a\n\nb", ["a", "\n", "\n", "b"], "the last line end stays back, and goes with no word"),
        ("a \n b", ["a", " \n", " b"], "all white space is one run"),
        ("tab\tnew", ["tab", "\t", "new"], "only a plain space goes with a word"),
        ("a\u00A0b\u3000\u3000c", ["a", "\u00A0", "b", "\u3000", "\u3000", "c"], "not one of another width"),
        ("\u0085x\u2028y", ["\u0085", "x", "\u2028", "y"], "next line and line separator are white space"),
        ("a\u0000b\u001Fc", ["a", "\0", "b", "\u001F", "c"], "other controls are not"),
        ("a\u200Bb\uFEFFc", ["a", "\u200B", "b", "\uFEFF", "c"], "nor is a character without width"),
        ("e\u0301a", ["e", "\u0301", "a"], "a mark is no letter"),
        ("नमस्ते", ["नमस", "\u094D", "त", "\u0947"], "nor is a vowel sign"),
        ("日本語とEnglish", ["日本語とEnglish"], "letters are letters"),
        ("\U0001D4D7\U0001D4F2\U00020000a \U0001D7CF\U0001D7D0", ["\U0001D4D7\U0001D4F2\U00020000a", " \U0001D7CF\U0001D7D0"], "above U+FFFF as well, and numbers too"),
        ("👩\u200D👩 👍🏽!x", ["👩\u200D👩", " 👍🏽!", "x"], "emoji, joiners and signs are of one kind"),
        ("_a $100", ["_", "a", " $", "100"], "so are connectors and currency signs"),
        ("a\uD800b", ["a", "\uD800", "b"], "half of a surrogate pair counts as U+FFFD, a sign"),
    ];

    [Fact]
    public void Hard_inputs_are_cut_as_published()
    {
        foreach ((string text, string[] pieces, string reason) in s_inputs)
        {
            List<string> found = [];
            for (int at = 0; at < text.Length; at += found[^1].Length) found.Add(text[at..Gpt2Splitter.EndOf(text, at)]);
            Assert.True(pieces.SequenceEqual(found), $"{string.Join('|', found)} instead of {string.Join('|', pieces)}: {reason}");
        }
    }
}
