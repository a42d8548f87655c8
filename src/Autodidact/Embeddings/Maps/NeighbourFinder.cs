using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Embeddings.Components;
using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Maps;

/// <summary>
/// Nearest rows by way of inner products, which FAISS finds fastest. Up to some number of rows every pair is compared. Beyond, some rows are anchors, every row is in the cell of its nearest anchor, and rows
/// are compared with those of the cells around theirs (as inverted files do; Jégou, Douze and Schmid 2011). What the search brings is compared once more by differences.
/// </summary>
/// <param name="rows"><c>[rows, dimension]</c>, row-major; finite.</param>
/// <param name="dimension">Numbers in a row.</param>
/// <param name="k">Neighbours of each row, 1 to rows - 1.</param>
/// <param name="threads">Threads to use.</param>
/// <param name="progress">Told the rows done.</param>
/// <param name="cancel">Ends the search early.</param>
internal sealed class NeighbourFinder(float[] rows, int dimension, int k, int threads, Action<int>? progress, CancellationToken cancel)
{
    /// <summary>Rows of which every pair is compared: some minutes on two cores.</summary>
    public const int MostCompared = 200_000;

    // Rounded squares may put neighbours into a wrong order; among some more the right ones are found.
    private const int Spare = 8, Block = 4096, Cells = 32;

    private readonly int _count = rows.Length / dimension;
    private readonly float[] _lifted = Lifted(rows, dimension);
    private readonly NeighbourTable _table = new(new int[rows.Length / dimension * k], new float[rows.Length / dimension * k], k);
    private int _done;

    /// <summary>Finds them.</summary>
    /// <param name="mostCompared">Rows up to which every pair is compared.</param>
    /// <param name="seed">Decides which rows are anchors.</param>
    public NeighbourTable Find(int mostCompared, ulong seed)
    {
        int[] all = [.. Enumerable.Range(0, _count)];
        if (_count <= mostCompared) Search(all, all);
        else SearchCells(all, new Draws(new DrawKey(seed, 0, 4, 0), DrawPurpose.Map).Distinct((int)Math.Sqrt(_count), _count));
        return _table;
    }

    private void SearchCells(int[] all, int[] anchors)
    {
        int[] cellOf = new int[_count];
        using (SearchIndex index = Index(anchors))
        {
            foreach (int[] some in all.Chunk(Block))
            {
                long[] nearest = index.Search(Queries(some), 1, effort: 0, threads: threads, cancel: cancel).Ids;
                for (int i = 0; i < some.Length; i++) cellOf[some[i]] = (int)nearest[i];
            }
            ILookup<int, int> members = all.ToLookup(row => cellOf[row]);
            // Where anchors are copies of each other, one of them has the rows of all.
            long[] around = index.Search(Queries(anchors), Math.Min(Cells, anchors.Length), effort: 0, threads: threads, cancel: cancel).Ids;
            for (int cell = 0; cell < anchors.Length; cell++)
            {
                int[] own = [.. members[cell]];
                // Rising, so that where these are all rows each is at its own place.
                int[] others = [.. around.AsSpan(cell * around.Length / anchors.Length, around.Length / anchors.Length).ToArray().Append(cell).Distinct().SelectMany(other => members[(int)other]).Order()];
                // A lonely corner sees everything.
                if (own.Length > 0) Search(own, others.Length > k + Spare ? others : all);
            }
        }
    }

    /// <summary>Finds the neighbours of some rows among others, each of them compared.</summary>
    private void Search(int[] some, int[] others)
    {
        int candidates = Math.Min(others.Length, k + 1 + Spare);
        using SearchIndex index = Index(others);
        foreach (int[] block in some.Chunk(Block))
        {
            cancel.ThrowIfCancellationRequested();
            long[] found = index.Search(Queries(block), candidates, effort: 0, threads: threads, cancel: cancel).Ids;
            Parallel.For(0, (block.Length + 127) / 128, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            {
                (float Distance, int Id)[] nearest = new (float, int)[candidates];
                for (int i = part * 128; i < Math.Min(block.Length, (part + 1) * 128); i++) Rank(block[i], found.AsSpan(i * candidates, candidates), others, nearest);
            });
            progress?.Invoke(_done += block.Length);
        }
    }

    private void Rank(int row, ReadOnlySpan<long> found, int[] others, (float Distance, int Id)[] nearest)
    {
        int count = 0;
        foreach (long at in found)
        {
            if (at < 0 || others[at] == row) continue;
            nearest[count++] = (RowDistance.Between(rows.AsSpan(row * dimension, dimension), rows.AsSpan(others[at] * dimension, dimension)), others[at]);
        }
        if (count < k) throw new DataException($"Row {row} has {count} neighbours and not {k}: its numbers are too large for squares.");
        nearest.AsSpan(0, count).Sort();
        for (int i = 0; i < k; i++) (_table.Distances[(row * k) + i], _table.Ids[(row * k) + i]) = nearest[i];
    }

    private SearchIndex Index(int[] some)
    {
        SearchIndex index = new(dimension + 1, new() { Kind = SearchIndexKind.Flat, Expected = some.Length });
        index.Add(some.Length == _count ? _lifted : Gathered(some), threads, cancel);
        return index;
    }

    private float[] Queries(int[] some)
    {
        float[] queries = Gathered(some);
        for (int i = dimension; i < queries.Length; i += dimension + 1) queries[i] = 1;
        return queries;
    }

    private float[] Gathered(int[] some)
    {
        float[] gathered = new float[some.Length * (dimension + 1)];
        for (int i = 0; i < some.Length; i++) _lifted.AsSpan(some[i] * (dimension + 1), dimension + 1).CopyTo(gathered.AsSpan(i * (dimension + 1)));
        return gathered;
    }

    // x . y - |y|² / 2 falls as the distance between x and y grows: with one more column inner products find nearest rows. Around the mean squares round least.
    private static float[] Lifted(float[] rows, int dimension)
    {
        double[] mean = Pca.MeanOf(rows, dimension);
        float[] lifted = new float[checked(rows.Length / dimension * (dimension + 1))];
        for (int row = 0; row < rows.Length / dimension; row++)
        {
            Span<float> own = lifted.AsSpan(row * (dimension + 1), dimension + 1);
            double square = 0;
            for (int column = 0; column < dimension; column++)
            {
                own[column] = (float)(rows[(row * dimension) + column] - mean[column]);
                square += (double)own[column] * own[column];
            }
            own[dimension] = (float)(-square / 2);
        }
        return lifted;
    }
}
