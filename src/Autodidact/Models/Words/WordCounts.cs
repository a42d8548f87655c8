using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Engine.Serialization;

namespace Autodidact.Models.Words;

/// <summary>A vocabulary as a file: a word, a tab and its count a line.</summary>
internal static class WordCounts
{
    /// <exception cref="DataException">A line is something else, or a word comes twice.</exception>
    public static WordVocabulary Read(string path)
    {
        using TextLines lines = new(path);
        List<string> words = [];
        List<long> counts = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (lines.MoveNext())
        {
            int tab = lines.Current.IndexOf((byte)'\t');
            ReadOnlySpan<byte> number = lines.Current[(tab + 1)..];
            if (tab < 1 || !Utf8Parser.TryParse(number, out long count, out int used) || used != number.Length || count < 0) throw lines.Wrong("it is no word with its count", "a word, a tab, a whole number");
            string word = Encoding.UTF8.GetString(lines.Current[..tab]);
            if (!seen.Add(word)) throw lines.Wrong($"the word '{word}' has come before", "each word once");
            words.Add(word);
            counts.Add(count);
        }
        return new(words, counts);
    }

    public static void Write(string path, WordVocabulary vocabulary) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
        for (int i = 0; i < vocabulary.Size; i++) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{vocabulary.Words[i]}\t{(vocabulary.Counts.Count > 0 ? vocabulary.Counts[i] : 0)}"));
    });
}
