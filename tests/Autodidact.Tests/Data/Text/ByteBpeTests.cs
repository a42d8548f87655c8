using System.Text;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autodidact.Tests.Data.Text;

public sealed class ByteBpeTests
{
    private static readonly ByteBpeTokenizer s_tokenizer = TinyTokenizers.ByteBpe("h e", "l l", "he ll", "hell o", "Ġ w", "Ġw o", "Ã ©", "ð Ł", "Ġ Ġ");

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("hell hel", "hell Ġ he l")]
    [InlineData("o wow", "o Ġwo w")]
    [InlineData("hel lo", "he l Ġ l o")]          // Merges do not cross the cuts.
    [InlineData("é", "Ã©")]                      // Two bytes, C3 A9.
    [InlineData("e\u0301", "e Ì ģ")]             // CC 81: another spelling is other tokens.
    [InlineData("€", "â Ĥ ¬")]                   // E2 82 AC.
    [InlineData("😀", "ðŁ ĺ Ģ")]                 // F0 9F 98 80, of which the first two are merged.
    [InlineData("\u0000\n\u007F\u00AD", "Ā Ċ ġ Â Ń")] // Bytes that are not printable stand at U+0100 and on, in their order.
    [InlineData("    x", "ĠĠ Ġ Ġ x")]            // Three spaces are a piece, from the left; the fourth goes with the word.
    public void Bytes_are_merged(string text, string expected) => Assert.Equal(expected, s_tokenizer.Spell(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_the_replacement_character()
    {
        // U+FFFD: EF BF BD.
        Assert.Equal("a ï ¿ ½", s_tokenizer.Spell("a\uD83D"));
        Assert.Equal(["a", "\uD83D", "\uD83D", "\uD83D"], s_tokenizer.Sources("a\uD83D"));
    }

    [Theory]
    [InlineData("a b,b c", "abc", "ab c")]
    [InlineData("b c,a b", "abc", "a bc")]
    [InlineData("a a", "aaa", "aa a")]             // Of equal ones the leftmost is first.
    [InlineData("a a,aa aa", "aaaaaaa", "aaaa aa a")]
    [InlineData("a b,ab ab", "ababab", "abab ab")]
    [InlineData("b c,c d,a bc", "abcd", "abc d")]  // What was learned first is merged first, though "c d" would fit.
    public void The_earliest_learned_merge_is_first(string merges, string text, string expected) =>
        Assert.Equal(expected, TinyTokenizers.ByteBpe(merges.Split(',')).Spell(text));

    [Fact]
    public void Tokens_know_the_text_they_stand_for()
    {
        Assert.Equal(["hello", " wo", "w"], s_tokenizer.Sources("hello wow"));
        // Tokens that are parts of a character all stand for the whole of it.
        Assert.Equal(["a", "€", "€", "€", "é", "😀", "😀", "😀", "!"], s_tokenizer.Sources("a€é😀!"));
    }

    [Fact]
    public void A_token_across_characters_stands_for_all_of_them() =>
        // C3 A9 C3 A9, of which the two in the middle are merged.
        Assert.Equal(["é", "éé", "é"], TinyTokenizers.ByteBpe("© Ã").Sources("éé"));

    [Fact]
    public void Every_text_comes_back() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        // A surrogate without its half cannot be written as UTF-8.
        string whole = string.Concat((text ?? "").EnumerateRunes());
        return s_tokenizer.Decode(s_tokenizer.Encode(whole).Ids) == whole;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ranges_cover_every_text_in_order() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        TextRange[] ranges = s_tokenizer.Encode(text ?? "").Ranges;
        int covered = 0;
        foreach (TextRange range in ranges)
        {
            // The next one begins where the last ended, or at the same character.
            if (range.Start > covered || range.End < covered || range.IsNone) return false;
            covered = range.End;
        }
        return covered == (text ?? "").Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_pieces_are_merged_like_short_ones() => Prop.ForAll(Gen.Choose(0, 3).ArrayOf(300).ToArbitrary(), letters =>
    {
        BpeMerges merges = new([(0, 1, 4), (2, 2, 5), (4, 4, 6), (1, 2, 7), (3, 0, 8), (7, 5, 9), (8, 4, 10), (5, 5, 11)]);
        int[] queued = [.. letters];
        int[] result = queued[..merges.Apply(queued)];
        return result.SequenceEqual(MergedOneByOne(letters, [(0, 1, 4), (2, 2, 5), (4, 4, 6), (1, 2, 7), (3, 0, 8), (7, 5, 9), (8, 4, 10), (5, 5, 11)]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_word_takes_a_moment() =>
        Assert.Equal(25_000, TinyTokenizers.ByteBpe("a a", "aa aa").Encode(new string('a', 100_000)).Count);

    [Fact]
    public void A_space_can_be_put_before_a_text()
    {
        ByteBpeTokenizer spaced = TinyTokenizers.ByteBpe(new ByteBpeOptions { AddsSpace = true }, null, "Ġ w", "Ġw o");
        Assert.Equal("Ġwo w", spaced.Spell("wow"));
        Assert.Equal("Ġwo w", spaced.Spell(" wow"));
        Assert.Equal("Ġ Ċ w", spaced.Spell("\nw"));
        Assert.Equal(["wo", "w"], spaced.Sources("wow"));
        Assert.Equal("", spaced.Spell(""));
    }

    [Fact]
    public void Ranges_can_leave_spaces_out()
    {
        ByteBpeTokenizer trimmed = TinyTokenizers.ByteBpe(new ByteBpeOptions { TrimsRanges = true }, null, "Ġ w", "Ġw o");
        Assert.Equal(["o", "wo", "w"], trimmed.Sources("o wow"));
    }

    [Fact]
    public void Special_tokens_are_found_in_texts()
    {
        SpecialToken[] tokens =
        [
            new("<s>", 256), new("</s>", 257), new("<mask>", 258) { StripsLeft = true }, new("<mask>x", 259), new("<word>", 260) { IsSingleWord = true },
            new("<added>", 261) { IsSpecial = false }, new("<r>", 262) { StripsRight = true },
        ];
        ByteBpeTokenizer tokenizer = TinyTokenizers.ByteBpe(new ByteBpeOptions(), new SpecialTokens(tokens, [256], [257]));

        Assert.Equal("<s> a </s>", tokenizer.Spell("a", addSpecial: true));
        Assert.Equal("a <mask> b", tokenizer.Spell("a  <mask>b"));                  // It takes the spaces before it.
        Assert.Equal("a <mask>x", tokenizer.Spell("a<mask>x"));                     // Of those that begin at one place the longest.
        Assert.Equal("a < w o r d > . <word> .", tokenizer.Spell("a<word>.<word>.")); // Beside a letter it is none.
        Assert.Equal("<r> a", tokenizer.Spell("<r>  a"));
        Assert.Equal(["a", "  <mask>", "b"], tokenizer.Sources("a  <mask>b"));
        Assert.Equal("a<added>b", tokenizer.Decode(tokenizer.Encode("<s>a<added>b").Ids));
        Assert.Equal("<s>a</s>", tokenizer.Decode(tokenizer.Encode("a").Ids, keepSpecial: true));
        Assert.Equal((257, 258, null), (tokenizer.Special.End, tokenizer.Special.Mask, tokenizer.Special.Padding));
    }

    [Fact]
    public void A_vocabulary_without_all_bytes_is_refused() =>
        Assert.Contains("the byte 0", Assert.Throws<ArgumentException>(() => new ByteBpeTokenizer(TinyTokenizers.Numbered("a", "b", "ab"), [("a", "b")])).Message, StringComparison.Ordinal);

    /// <summary>The words of Sennrich et al. 2016, section 3.2. Of equally frequent pairs the one with the lower number goes first: bytes by their character, then tokens by age.</summary>
    [Fact]
    public void Training_merges_the_most_frequent_pairs()
    {
        ByteBpeTokenizer trained = ByteBpeTrainer.Train(TrainingWords.Texts);
        Assert.Equal(
            "e s, es t, l o, lo w, e w, n ew, new est, d est, i dest, w idest, e r, low er",
            string.Join(", ", trained.Merges.Select(pair => $"{pair.Left} {pair.Right}")));
        Assert.Equal("<s> low est </s>", trained.Spell("lowest", addSpecial: true));
        Assert.Equal(5 + 256 + 12, trained.Vocabulary.Size);
    }

    [Fact]
    public void Training_stops_at_the_size_and_leaves_rare_pairs_out()
    {
        Assert.Equal(2, ByteBpeTrainer.Train(TrainingWords.Texts, new ByteBpeTrainerOptions { VocabularySize = 263 }).Merges.Count);
        Assert.Equal(4, ByteBpeTrainer.Train(TrainingWords.Texts, new ByteBpeTrainerOptions { LeastCount = 7 }).Merges.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteBpeTrainer.Train([], new ByteBpeTrainerOptions { VocabularySize = 260 }));
    }

    [Fact]
    public void Training_is_a_function_of_the_words_not_of_their_order()
    {
        IEnumerable<string> texts = ["aba abc bca", "cab bac acb", "aabbcc abcabc", "ccc aaa"];
        Assert.Equal(ByteBpeTrainer.Train(texts).Merges, ByteBpeTrainer.Train(texts.Reverse()).Merges);
    }

    [Fact]
    public void The_alphabet_has_a_character_for_each_byte()
    {
        Assert.Equal(256, ByteAlphabet.Sorted.Distinct().Count());
        Assert.All(Enumerable.Range(0, 256), value => Assert.True(ByteAlphabet.TryGetByte(ByteAlphabet.CharOf((byte)value), out byte back) && back == value));
        Assert.Equal("ĠaĊÃ©", ByteAlphabet.Spell(Encoding.UTF8.GetBytes(" a\né")));
        Assert.False(ByteAlphabet.TryGetByte(' ', out _));
    }

    private static List<int> MergedOneByOne(int[] letters, (int Left, int Right, int Merged)[] merges)
    {
        List<int> tokens = [.. letters];
        while (true)
        {
            int PlaceOf((int Left, int Right, int Merged) merge) => Enumerable.Range(0, tokens.Count - 1).Where(i => tokens[i] == merge.Left && tokens[i + 1] == merge.Right).Append(-1).First();
            int first = Array.FindIndex(merges, merge => PlaceOf(merge) >= 0);
            if (first < 0) return tokens;
            int place = PlaceOf(merges[first]);
            tokens[place] = merges[first].Merged;
            tokens.RemoveAt(place + 1);
        }
    }
}
