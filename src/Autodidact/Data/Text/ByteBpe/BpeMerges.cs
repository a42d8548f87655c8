namespace Autodidact.Data.Text.ByteBpe;

/// <summary>
/// Merges of neighbouring tokens, the earliest-learned first. Sennrich et al. 2016, arXiv:1508.07909. Where one merge applies at several
/// places, the leftmost is first.
/// </summary>
internal sealed class BpeMerges
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];

    /// <param name="merges">In the order they were learned. A pair that comes twice has its last place.</param>
    public BpeMerges(IEnumerable<(int Left, int Right, int Merged)> merges)
    {
        int rank = 0;
        foreach ((int left, int right, int merged) in merges) _merges[(left, right)] = (rank++, merged);
    }

    /// <summary>Merges in place until none applies any more; returns how many tokens are left at the front.</summary>
    public int Apply(Span<int> tokens)
    {
        // Short pieces, nearly all there are, need no queue: the search for the lowest rank is over before one is set up.
        if (tokens.Length > 64) return ApplyQueued(tokens);
        int count = tokens.Length;
        while (true)
        {
            int lowest = int.MaxValue, place = -1, into = 0;
            for (int i = 0; i + 1 < count; i++)
            {
                if (!_merges.TryGetValue((tokens[i], tokens[i + 1]), out (int Rank, int Merged) merge) || merge.Rank >= lowest) continue;
                (lowest, place, into) = (merge.Rank, i, merge.Merged);
            }
            if (place < 0) return count;
            tokens[place] = into;
            tokens[(place + 2)..count].CopyTo(tokens[(place + 1)..]);
            count--;
        }
    }

    /// <summary>The same with a queue of candidates over a linked list, so that a piece of a million bytes takes a moment, not a day.</summary>
    private int ApplyQueued(Span<int> tokens)
    {
        int[] next = new int[tokens.Length], previous = new int[tokens.Length];
        PriorityQueue<(int Place, int Left, int Right, int Merged), (int Rank, int Place)> candidates = new();
        for (int i = 0; i < tokens.Length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1);
            if (i + 1 < tokens.Length) Offer(tokens, i, i + 1);
        }
        while (candidates.TryDequeue(out (int Place, int Left, int Right, int Merged) merge, out _))
        {
            int place = merge.Place, right = next[place];
            // Either half may have gone into another merge meanwhile.
            if (tokens[place] != merge.Left || right >= tokens.Length || tokens[right] != merge.Right) continue;
            tokens[place] = merge.Merged;
            tokens[right] = -1;
            next[place] = next[right];
            if (next[place] < tokens.Length)
            {
                previous[next[place]] = place;
                Offer(tokens, place, next[place]);
            }
            if (previous[place] >= 0) Offer(tokens, previous[place], place);
        }
        int count = 0;
        for (int i = 0; i < tokens.Length; i = next[i]) tokens[count++] = tokens[i];
        return count;

        void Offer(Span<int> tokens, int left, int right)
        {
            if (_merges.TryGetValue((tokens[left], tokens[right]), out (int Rank, int Merged) merge))
                candidates.Enqueue((left, tokens[left], tokens[right], merge.Merged), (merge.Rank, left));
        }
    }
}
