using Autodidact.Data.Text.Words;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data.Text.Words;

public sealed class WordCorpusTests
{
    [Fact]
    public void Words_are_numbered_by_how_often_they_occur_and_rare_ones_go()
    {
        WordCorpus corpus = TextFile.Corpus(["b a\tb c", "d  b a", "once"], new() { MinCount = 2 });
        Assert.Equal(["b", "a"], corpus.Vocabulary.Words);
        Assert.Equal([3L, 2L], corpus.Vocabulary.Counts);
        Assert.Equal([0, 1, 0, WordCorpus.DocumentEnd, 0, 1, WordCorpus.DocumentEnd, WordCorpus.DocumentEnd], corpus.Pieces.SelectMany(piece => piece));
        Assert.Equal((5, 3, 3), (corpus.WordCount, corpus.DroppedCount, corpus.Documents));
    }

    [Theory]
    [InlineData(WordSplit.Whitespace, false, "Über|``|it's|naïve.|X2|e\u0301a")]
    [InlineData(WordSplit.Letters, false, "Über|it|s|naïve|X2|e\u0301a")]
    [InlineData(WordSplit.Letters, true, "über|it|s|naïve|x2|e\u0301a")]
    public void What_a_word_is_can_be_said(WordSplit split, bool lowercase, string words)
    {
        WordCorpus corpus = TextFile.Corpus(["Über `` it's naïve. X2 e\u0301a"], new() { Split = split, Lowercase = lowercase, MinCount = 1 });
        Assert.Equal(words.Split('|').Order(StringComparer.Ordinal), corpus.Vocabulary.Words);
    }

    [Fact]
    public void A_long_document_goes_on_in_the_next_piece()
    {
        WordCorpus corpus = TextFile.Corpus([string.Join(' ', Enumerable.Repeat("a b", 25_000))]);
        Assert.True(corpus.Pieces.Count > 1);
        Assert.Equal(50_000, corpus.WordCount);
        Assert.Single(corpus.Pieces.SelectMany(piece => piece), WordCorpus.DocumentEnd);
    }

    [Fact]
    public void A_word_is_found_in_whatever_capitals_it_is_most_frequent_in()
    {
        WordVocabulary vocabulary = new(["US", "us", "may"]);
        Assert.True(vocabulary.TryFind("us", out int exact) && vocabulary.TryFindAnyCase("Us", out int any) && exact == 1 && any == 0);
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(vocabulary.LeadsItsCases));
        Assert.False(vocabulary.TryFindAnyCase("them", out _));
        Assert.Throws<ArgumentException>(() => new WordVocabulary(["a", "a"]));
    }
}
