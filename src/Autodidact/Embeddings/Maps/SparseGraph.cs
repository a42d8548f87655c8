namespace Autodidact.Embeddings.Maps;

/// <summary>Rows joined by weighted edges, both ways: row by row, the ids of each row's neighbours rising.</summary>
/// <param name="Starts">Where each row's edges begin, and behind them the number of all, <c>[rows + 1]</c>.</param>
/// <param name="Ids">The other end, <c>[edges]</c>.</param>
/// <param name="Weights">How strongly, above 0, <c>[edges]</c>; the same both ways.</param>
internal sealed record SparseGraph(int[] Starts, int[] Ids, float[] Weights)
{
    /// <summary>Rows.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The weights of one row's edges.</summary>
    public ReadOnlySpan<float> WeightsOf(int row) => Weights.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>The number of the connected part that each row is in, counted from 0 in the order of their first rows, and how many parts there are.</summary>
    public (int[] PartOf, int Parts) Parts()
    {
        int[] partOf = new int[Count], stack = new int[Count];
        Array.Fill(partOf, -1);
        int parts = 0;
        for (int first = 0; first < Count; first++)
        {
            if (partOf[first] >= 0) continue;
            int depth = 0;
            (stack[depth++], partOf[first]) = (first, parts);
            while (depth > 0)
            {
                int row = stack[--depth];
                for (int edge = Starts[row]; edge < Starts[row + 1]; edge++)
                {
                    if (partOf[Ids[edge]] >= 0) continue;
                    partOf[Ids[edge]] = parts;
                    stack[depth++] = Ids[edge];
                }
            }
            parts++;
        }
        return (partOf, parts);
    }

    /// <summary>The graph of some rows, rising, with the edges between them; they are numbered in the order they are named in.</summary>
    public SparseGraph Of(int[] rows)
    {
        int[] place = new int[Count];
        Array.Fill(place, -1);
        for (int i = 0; i < rows.Length; i++) place[rows[i]] = i;
        int[] starts = new int[rows.Length + 1];
        (List<int> ids, List<float> weights) = ([], []);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int edge = Starts[rows[i]]; edge < Starts[rows[i] + 1]; edge++)
            {
                if (place[Ids[edge]] < 0) continue;
                ids.Add(place[Ids[edge]]);
                weights.Add(Weights[edge]);
            }
            starts[i + 1] = ids.Count;
        }
        return new(starts, [.. ids], [.. weights]);
    }

    /// <summary>Both directions of each row's own weights in one: where row i gives row j the weight a, and gets b from it (0 where j does not name i), the edge has <c>join(a, b)</c>.</summary>
    /// <param name="neighbours">Whom each row names.</param>
    /// <param name="weights">What it gives them, <c>[rows, k]</c>.</param>
    /// <param name="join">Symmetric; edges that are 0 are left out.</param>
    public static SparseGraph Symmetric(NeighbourTable neighbours, ReadOnlySpan<float> weights, Func<float, float, float> join)
    {
        (int count, int k) = (neighbours.Count, neighbours.K);
        // Whom each row is named by: filled in the order of the naming rows, so rising.
        int[] starts = new int[count + 1];
        foreach (int id in neighbours.Ids) starts[id + 1]++;
        for (int row = 0; row < count; row++) starts[row + 1] += starts[row];
        (int[] back, float[] given, int[] filled) = (new int[neighbours.Ids.Length], new float[neighbours.Ids.Length], starts[..^1]);
        for (int row = 0; row < count; row++)
        {
            for (int i = row * k; i < (row + 1) * k; i++)
            {
                int at = filled[neighbours.Ids[i]]++;
                (back[at], given[at]) = (row, weights[i]);
            }
        }

        int[] ends = new int[count + 1], ids = new int[2 * neighbours.Ids.Length], own = new int[k];
        float[] joined = new float[ids.Length], ownWeights = new float[k];
        int edges = 0;
        for (int row = 0; row < count; row++)
        {
            neighbours.IdsOf(row).CopyTo(own);
            weights.Slice(row * k, k).CopyTo(ownWeights);
            Array.Sort(own, ownWeights);
            for (int i = 0, j = starts[row]; i < k || j < starts[row + 1];)
            {
                int mine = i < k ? own[i] : int.MaxValue, theirs = j < starts[row + 1] ? back[j] : int.MaxValue;
                float weight = join(mine <= theirs ? ownWeights[i++] : 0, theirs <= mine ? given[j++] : 0);
                if (weight > 0) (ids[edges], joined[edges++]) = (Math.Min(mine, theirs), weight);
            }
            ends[row + 1] = edges;
        }
        return new(ends, ids[..edges], joined[..edges]);
    }
}
