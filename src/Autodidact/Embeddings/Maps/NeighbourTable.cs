namespace Autodidact.Embeddings.Maps;

/// <summary>The nearest other rows of every row by Euclidean distance, nearest first; rows at the same distance in the order of their numbers.</summary>
/// <param name="Ids">Rows, <c>[rows, k]</c>; never the row itself.</param>
/// <param name="Distances">How far they are, <c>[rows, k]</c>.</param>
/// <param name="K">Neighbours of each row.</param>
public sealed record NeighbourTable(int[] Ids, float[] Distances, int K)
{
    /// <summary>Rows.</summary>
    public int Count => K == 0 ? 0 : Ids.Length / K;

    /// <summary>One row's neighbours.</summary>
    public ReadOnlySpan<int> IdsOf(int row) => Ids.AsSpan(row * K, K);

    /// <summary>How far one row's neighbours are.</summary>
    public ReadOnlySpan<float> DistancesOf(int row) => Distances.AsSpan(row * K, K);

    /// <summary>Finds them all, exactly but for rounding where there are up to 200,000 rows; beyond, nearly all of them.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="k">Neighbours of each row, 1 to rows - 1.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="progress">Told the rows done, on the calling thread.</param>
    /// <param name="cancel">Ends the search early.</param>
    public static NeighbourTable Find(ReadOnlySpan<float> values, int dimension, int k, int threads, Action<int>? progress = null, CancellationToken cancel = default) =>
        Find(values, dimension, k, threads, NeighbourFinder.MostCompared, progress, cancel);

    /// <inheritdoc cref="Find(ReadOnlySpan{float}, int, int, int, Action{int}, CancellationToken)"/>
    /// <param name="mostCompared">Rows up to which every pair is compared.</param>
    internal static NeighbourTable Find(ReadOnlySpan<float> values, int dimension, int k, int threads, int mostCompared, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int count = values.Length / dimension;
        if (k < 1 || k >= count) throw new ArgumentOutOfRangeException(nameof(k), k, $"Of {count} rows each has 1 to {count - 1} neighbours.");
        return new NeighbourFinder(values.ToArray(), dimension, k, threads, progress, cancel).Find(mostCompared, seed: 0);
    }
}
