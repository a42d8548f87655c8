using System.Runtime.InteropServices;

namespace Autodidact.Data.Text.Words;

/// <summary>
/// Texts as the numbers of their words, in pieces that threads can take one by one. All of it is in memory: 4 bytes a word, and 4 a document.
/// </summary>
public sealed class WordCorpus
{
    /// <summary>Stands in <see cref="Pieces"/> behind the last word of a document.</summary>
    public const int DocumentEnd = -1;

    /// <summary>Words after which a piece ends with the document, or in the midst of a long one.</summary>
    public const int PieceWords = 10_000;

    private WordCorpus(WordVocabulary vocabulary, IReadOnlyList<int[]> pieces, int documents, long dropped)
    {
        (Vocabulary, Pieces, Documents, DroppedCount) = (vocabulary, pieces, documents, dropped);
        WordCount = vocabulary.Counts.Sum();
    }

    /// <summary>The words that are frequent enough, the most frequent first; equally frequent ones in the order of their characters.</summary>
    public WordVocabulary Vocabulary { get; }

    /// <summary>Numbers of words, with <see cref="DocumentEnd"/> between documents.</summary>
    public IReadOnlyList<int[]> Pieces { get; }

    /// <summary>Words in all pieces together.</summary>
    public long WordCount { get; }

    /// <summary>Texts that were read.</summary>
    public int Documents { get; }

    /// <summary>Occurrences of words that are too rare.</summary>
    public long DroppedCount { get; }

    /// <summary>Reads a source once.</summary>
    /// <param name="source">The texts.</param>
    /// <param name="options">What a word is, and which are kept.</param>
    /// <param name="progress">Told the texts done.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="BadSampleException">The source's files have changed since it was opened.</exception>
    public static WordCorpus Read(TextSource source, WordCorpusOptions? options = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinCount, 1, nameof(options));
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        List<(string Word, long Count)> found = [];
        List<int[]> pieces = [];
        List<int> piece = new(PieceWords + 1);
        int documents = Math.Min(source.Count, options.Limit ?? int.MaxValue);
        for (int i = 0; i < documents; i++)
        {
            cancel.ThrowIfCancellationRequested();
            string text = source.Read(i).Text;
            WordSplitter words = new(options.Lowercase ? text.ToLowerInvariant() : text, options.Split);
            while (words.MoveNext())
            {
                if (!lookup.TryGetValue(words.Current, out int number))
                {
                    lookup[words.Current] = number = found.Count;
                    found.Add((words.Current.ToString(), 0));
                }
                CollectionsMarshal.AsSpan(found)[number].Count++;
                piece.Add(number);
                // A long document goes on in the next piece; nothing else ends here.
                if (piece.Count == 2 * PieceWords) Close();
            }
            piece.Add(DocumentEnd);
            if (piece.Count >= PieceWords) Close();
            progress?.Report(i + 1);
        }
        Close();
        return Number(found, pieces, documents, options.MinCount);

        void Close()
        {
            if (piece.Count > 0) pieces.Add([.. piece]);
            piece.Clear();
        }
    }

    // Words were numbered as they came; now they get their final numbers, and rare ones go.
    private static WordCorpus Number(List<(string Word, long Count)> found, List<int[]> pieces, int documents, int minCount)
    {
        int[] kept = [.. Enumerable.Range(0, found.Count).Where(number => found[number].Count >= minCount)
            .OrderByDescending(number => found[number].Count).ThenBy(number => found[number].Word, StringComparer.Ordinal)];
        int[] final = new int[found.Count];
        Array.Fill(final, DocumentEnd - 1);
        for (int i = 0; i < kept.Length; i++) final[kept[i]] = i;
        long before = found.Sum(word => word.Count);
        for (int i = 0; i < pieces.Count; i++)
        {
            int count = 0;
            foreach (int number in pieces[i])
            {
                int now = number == DocumentEnd ? DocumentEnd : final[number];
                if (now >= DocumentEnd) pieces[i][count++] = now;
            }
            pieces[i] = pieces[i][..count];
        }
        WordVocabulary vocabulary = new([.. kept.Select(number => found[number].Word)], [.. kept.Select(number => found[number].Count)]);
        return new(vocabulary, pieces, documents, before - vocabulary.Counts.Sum());
    }
}
