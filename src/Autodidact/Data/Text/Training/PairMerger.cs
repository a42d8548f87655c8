using System.Runtime.InteropServices;

namespace Autodidact.Data.Text.Training;

/// <summary>
/// Learns merges: again and again the most frequent pair of neighbours becomes one token. Sennrich et al. 2016, arXiv:1508.07909,
/// algorithm 1. Pairs are counted once; a merge changes only the counts beside it.
/// </summary>
/// <remarks>Of equally frequent pairs, the one with the lower left number goes first, then that with the lower right one, as in Hugging Face's trainers.</remarks>
internal sealed class PairMerger
{
    private readonly List<int> _symbols = [];
    private readonly List<(int Start, int Length, long Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), List<int>> _wordsOf = [];
    private readonly PriorityQueue<(int Left, int Right), Candidate> _queue = new();
    private readonly HashSet<(int Left, int Right)> _grown = [];

    /// <summary>A word as numbers, and how often it occurs. Words of one number teach nothing.</summary>
    public void Add(ReadOnlySpan<int> word, long count)
    {
        if (word.Length < 2) return;
        _words.Add((_symbols.Count, word.Length, count));
        _symbols.AddRange(word);
        for (int i = 0; i + 1 < word.Length; i++) Change((word[i], word[i + 1]), count, _words.Count - 1);
    }

    /// <summary>Learns merges until the pairs are used up, too rare, or <paramref name="merge"/> says that it is enough.</summary>
    /// <param name="leastCount">Rarer pairs are not merged; at least 1.</param>
    /// <param name="merge">Gets a pair and gives the number of the token it becomes, null to stop.</param>
    /// <param name="cancellation">Ends the training.</param>
    public void Run(long leastCount, Func<(int Left, int Right), int?> merge, CancellationToken cancellation)
    {
        foreach (((int Left, int Right) pair, long count) in _counts) _queue.Enqueue(pair, new Candidate(count, pair));
        while (_queue.TryDequeue(out (int Left, int Right) pair, out Candidate candidate))
        {
            cancellation.ThrowIfCancellationRequested();
            long count = _counts.GetValueOrDefault(pair);
            if (count != candidate.Count)
            {
                // Other merges took some of its places; it waits until its turn comes with what is left.
                if (count >= leastCount) _queue.Enqueue(pair, new Candidate(count, pair));
                continue;
            }
            if (count < leastCount || merge(pair) is not { } into) return;
            Merge(pair, into);
        }
    }

    private void Merge((int Left, int Right) pair, int into)
    {
        _grown.Clear();
        _wordsOf.Remove(pair, out List<int>? words);
        _counts.Remove(pair);
        foreach (int word in words ?? []) MergeIn(word, pair, into);
        foreach ((int Left, int Right) grown in _grown)
            if (_counts.GetValueOrDefault(grown) is > 0 and long count) _queue.Enqueue(grown, new Candidate(count, grown));
    }

    private void MergeIn(int index, (int Left, int Right) pair, int into)
    {
        (int start, int length, long count) = _words[index];
        Span<int> word = CollectionsMarshal.AsSpan(_symbols).Slice(start, length);
        int kept = 0;
        for (int i = 0; i < word.Length; i++)
        {
            if (i + 1 == word.Length || word[i] != pair.Left || word[i + 1] != pair.Right)
            {
                word[kept++] = word[i];
                continue;
            }
            i++;
            if (kept > 0)
            {
                Lose((word[kept - 1], pair.Left), pair, count);
                Win((word[kept - 1], into), count, index);
            }
            if (i + 1 < word.Length)
            {
                Lose((pair.Right, word[i + 1]), pair, count);
                Win((into, word[i + 1]), count, index);
            }
            word[kept++] = into;
        }
        _words[index] = (start, kept, count);
    }

    // The pair itself is gone, whatever its neighbours were.
    private void Lose((int Left, int Right) lost, (int Left, int Right) merged, long count)
    {
        if (lost != merged && _counts.ContainsKey(lost)) _counts[lost] -= count;
    }

    private void Win((int Left, int Right) won, long count, int word)
    {
        _grown.Add(won);
        Change(won, count, word);
    }

    private void Change((int Left, int Right) pair, long count, int word)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += count;
        ref List<int>? words = ref CollectionsMarshal.GetValueRefOrAddDefault(_wordsOf, pair, out _);
        words ??= [];
        if (words.Count == 0 || words[^1] != word) words.Add(word);
    }

    /// <summary>A place in the queue: the most frequent first, then the lower numbers.</summary>
    private readonly record struct Candidate(long Count, (int Left, int Right) Pair) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other) => Count != other.Count ? other.Count.CompareTo(Count) : Pair.CompareTo(other.Pair);
    }
}
