using Autodidact.Data.Text;
using Autodidact.Data.Text.Words;

namespace Autodidact.Tests.Support;

/// <summary>Texts that a test makes up.</summary>
internal static class TextFile
{
    /// <summary>A corpus of the lines.</summary>
    public static WordCorpus Corpus(IEnumerable<string> lines, WordCorpusOptions? options = null)
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["texts.txt"], lines);
        return WordCorpus.Read(TextSources.Open($"text:{folder["texts.txt"]}"), options);
    }

    /// <summary>Sentences that speak of one of two things each: <c>a0</c> to <c>a9</c> stand together, and so do <c>b0</c> to <c>b9</c>.</summary>
    public static IEnumerable<string> TwoTopics(int sentences, int length = 12)
    {
        Random random = new(5);
        return Enumerable.Range(0, sentences).Select(sentence => string.Join(' ', Enumerable.Range(0, length).Select(_ => $"{(sentence % 2 == 0 ? 'a' : 'b')}{random.Next(10)}"))).ToArray();
    }
}
