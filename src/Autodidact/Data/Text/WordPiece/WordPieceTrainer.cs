using System.Runtime.InteropServices;
using System.Text;
using Autodidact.Data.Text.Training;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>
/// Trains <see cref="WordPieceTokenizer"/>s by merging the most frequent pairs, as Hugging Face's trainer does; the original one, which weighs a
/// pair by the likelihood it gains, was never published.
/// </summary>
/// <remarks>
/// The result is a function of the texts and the options alone: characters are numbered by code point, those that begin words before
/// those that go on with them. (Hugging Face numbers the latter as they come out of a hash table, so its own results differ from run to run.)
/// </remarks>
public static class WordPieceTrainer
{
    /// <summary>Learns a vocabulary.</summary>
    /// <param name="texts">The corpus; read once, kept as counts of its words.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="ArgumentException">Too many tokens, a special token named twice or the one for unknown words missing, or a rule out of range.</exception>
    public static WordPieceTokenizer Train(IEnumerable<string> texts, WordPieceTrainerOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new WordPieceTrainerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostCharacters, 1);
        TokenTable table = new(options.SpecialTokens);
        table.RequireRoom(options.VocabularySize, "special tokens");

        string continuation = options.Text.Continuation;
        (string Word, long Count)[] words = [.. Count(texts, options.Text.Text, cancellation).Sorted()];
        (Dictionary<Rune, int> first, Dictionary<Rune, int> following) = Number(words, options, table);
        PairMerger merger = new();
        List<int> symbols = [];
        foreach ((string word, long count) in words)
        {
            symbols.Clear();
            bool isFirst = true;
            foreach (Rune rune in word.EnumerateRunes())
            {
                // A character without a token is passed over, and what comes after it goes on with the word.
                if ((isFirst ? first : following).TryGetValue(rune, out int id)) symbols.Add(id);
                isFirst = false;
            }
            merger.Add(CollectionsMarshal.AsSpan(symbols), count);
        }
        merger.Run(options.LeastCount, pair =>
        {
            if (table.Count >= options.VocabularySize) return null;
            string right = table[pair.Right];
            return table.Add(table[pair.Left] + (right.StartsWith(continuation, StringComparison.Ordinal) ? right[continuation.Length..] : right));
        }, cancellation);
        return new WordPieceTokenizer(table.ToVocabulary(), table.SpecialTokens("[CLS]", "[SEP]"), options.Text);
    }

    /// <summary>Gives characters their tokens: all that are frequent enough as they begin words, and with the mark those that go on with one.</summary>
    private static (Dictionary<Rune, int> First, Dictionary<Rune, int> Following) Number((string Word, long Count)[] words, WordPieceTrainerOptions options, TokenTable table)
    {
        Dictionary<Rune, long> counts = [];
        HashSet<Rune> goOn = [];
        foreach ((string word, long count) in words)
        {
            bool isFirst = true;
            foreach (Rune rune in word.EnumerateRunes())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, rune, out _) += count;
                if (!isFirst) goOn.Add(rune);
                isFirst = false;
            }
        }
        Rune[] kept = [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(options.MostCharacters).Select(pair => pair.Key).Order()];
        return (kept.ToDictionary(rune => rune, rune => table.Add(rune.ToString())),
            kept.Where(goOn.Contains).ToDictionary(rune => rune, rune => table.Add(options.Text.Continuation + rune)));
    }

    private static WordCounts Count(IEnumerable<string> texts, BertTextOptions options, CancellationToken cancellation)
    {
        WordCounts counts = new();
        BertNormalizer normalizer = new(options);
        foreach (string text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            BertWords words = new(normalizer.Normalize(text, new TextRange(0, text.Length)).Chars);
            while (words.MoveNext()) counts.Add(words.Word);
        }
        return counts;
    }
}
