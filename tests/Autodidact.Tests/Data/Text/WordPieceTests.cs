using Autodidact.Data.Text;
using Autodidact.Data.Text.WordPiece;
using Xunit;

namespace Autodidact.Tests.Data.Text;

public sealed class WordPieceTests
{
    private static readonly WordPieceTokenizer s_tokenizer = TinyTokenizers.WordPiece("un", "##aff", "##able", "a", "##a", "##b", "x", "##x", "!", "cafe", "##s", "漢", "😀");

    [Theory]
    [InlineData("unaffable", "un ##aff ##able")]          // The example of the paper's code.
    [InlineData("Unaffable!", "un ##aff ##able !")]
    [InlineData("unaffablz", "[UNK]")]                    // One missing piece makes the whole word unknown.
    [InlineData("ab aab", "a ##b a ##a ##b")]
    [InlineData("b", "[UNK]")]                            // A piece that goes on with words does not begin one.
    [InlineData("cafés 漢x", "cafe ##s 漢 x")]
    [InlineData("😀 😀x", "😀 😀 ##x")]
    [InlineData("", "")]
    public void The_longest_piece_is_taken(string text, string expected) => Assert.Equal(expected, s_tokenizer.Spell(text));

    [Fact]
    public void Words_of_more_than_100_characters_are_unknown()
    {
        Assert.Equal(100, s_tokenizer.Encode(new string('x', 100), addSpecial: false).Count);
        Assert.Equal("[UNK]", s_tokenizer.Spell(new string('x', 101)));
        // What is counted is characters after the text is changed: accents that were dropped and surrogates do not count.
        Assert.Equal(100, s_tokenizer.Encode(string.Concat(Enumerable.Repeat("x\u0301", 100)), addSpecial: false).Count);
    }

    [Fact]
    public void Special_tokens_go_around_a_text_and_are_found_in_it()
    {
        Assert.Equal("[CLS] a x [SEP]", s_tokenizer.Spell("a x", addSpecial: true));
        Assert.Equal("a [MASK] x [SEP]", s_tokenizer.Spell("a [MASK]x[SEP]"));
        Assert.Equal("[UNK] [UNK] [UNK]", s_tokenizer.Spell("[mask]"));
        Assert.DoesNotContain(4, s_tokenizer.Encode("[MASK]", readSpecial: false).Ids);
    }

    [Fact]
    public void Tokens_know_the_text_they_stand_for()
    {
        TokenSequence tokens = s_tokenizer.Encode(" Unaffable ca\u0301fe\u0301s\u200B! 漢\u0000zz [MASK]");
        Assert.Equal("[CLS] un ##aff ##able cafe ##s ! 漢 [UNK] [MASK] [SEP]", s_tokenizer.Spell(" Unaffable ca\u0301fe\u0301s\u200B! 漢\u0000zz [MASK]", addSpecial: true));
        Assert.Equal(
            [TextRange.None, new(1, 3), new(3, 6), new(6, 10), new(11, 16), new(17, 18), new(19, 20), new(21, 22), new(23, 25), new(26, 32), TextRange.None],
            tokens.Ranges);
    }

    [Theory]
    [InlineData("un ##aff ##able !", "unaffable!")]
    [InlineData("[CLS] x ! a [SEP]", "x! a")]
    public void Decoding_joins_pieces_and_tidies(string tokens, string text) =>
        Assert.Equal(text, s_tokenizer.Decode(tokens.Split(' ').Select(token => s_tokenizer.Vocabulary.Find(token)!.Value)));

    [Fact]
    public void Decoding_keeps_special_tokens_when_asked_and_passes_over_unknown_numbers() =>
        Assert.Equal("[CLS] x", s_tokenizer.Decode([2, 999, s_tokenizer.Vocabulary.Find("x")!.Value], keepSpecial: true));

    [Fact]
    public void A_vocabulary_without_the_unknown_token_is_refused() =>
        Assert.Contains("'[UNK]'", Assert.Throws<ArgumentException>(() => new WordPieceTokenizer(TinyTokenizers.Numbered("a", "b"))).Message, StringComparison.Ordinal);

    /// <summary>
    /// The words of Sennrich et al. 2016, section 3.2, as WordPiece spells them. Of equally frequent pairs the one with the lower number goes
    /// first, and characters that begin words have lower numbers.
    /// </summary>
    [Fact]
    public void Training_merges_the_most_frequent_pairs()
    {
        WordPieceTokenizer trained = WordPieceTrainer.Train(TrainingWords.Texts);
        Assert.Equal(
            "[PAD] [UNK] [CLS] [SEP] [MASK] d e i l n o r s t w ##d ##e ##i ##o ##r ##s ##t ##w ##es ##est lo low ne ##west newest wi ##dest widest ##er lower",
            string.Join(' ', trained.Vocabulary.Tokens.Select(pair => pair.Key)));
        Assert.Equal("[CLS] low ##est [SEP]", trained.Spell("lowest", addSpecial: true));
    }

    [Fact]
    public void Training_stops_at_the_size_and_leaves_rare_pairs_and_characters_out()
    {
        Assert.Equal(25, WordPieceTrainer.Train(TrainingWords.Texts, new WordPieceTrainerOptions { VocabularySize = 25 }).Vocabulary.Size);
        Assert.Null(WordPieceTrainer.Train(TrainingWords.Texts, new WordPieceTrainerOptions { LeastCount = 3 }).Vocabulary.Find("lower"));
        WordPieceTokenizer few = WordPieceTrainer.Train(TrainingWords.Texts, new WordPieceTrainerOptions { MostCharacters = 2 });
        // e occurs 17 times, w 16 times; s, t and the others less often.
        Assert.Equal("[PAD] [UNK] [CLS] [SEP] [MASK] e w ##e ##w ##we ##ewe we", string.Join(' ', few.Vocabulary.Tokens.Select(pair => pair.Key)));
    }

    [Fact]
    public void Training_refuses_what_cannot_be()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WordPieceTrainer.Train(["a"], new WordPieceTrainerOptions { VocabularySize = 4 }));
        Assert.Throws<ArgumentException>(() => WordPieceTrainer.Train(["a"], new WordPieceTrainerOptions { SpecialTokens = ["[UNK]", "[UNK]"] }));
        Assert.Throws<ArgumentException>(() => WordPieceTrainer.Train(["a"], new WordPieceTrainerOptions { SpecialTokens = ["[PAD]"] }));
    }
}
