using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Maps;

/// <summary>The nearest other rows of every row by Euclidean distance, nearest first; rows at the same distance in the order of their numbers.</summary>
/// <param name="Ids">Rows, <c>[rows, k]</c>; never the row itself.</param>
/// <param name="Distances">How far they are, <c>[rows, k]</c>.</param>
/// <param name="K">Neighbours of each row.</param>
public sealed record NeighbourTable(int[] Ids, float[] Distances, int K)
{
    // The search compares rounded squares; among some more of them the right ones are found with differences.
    private const int Spare = 8;

    /// <summary>Rows.</summary>
    public int Count => K == 0 ? 0 : Ids.Length / K;

    /// <summary>One row's neighbours.</summary>
    public ReadOnlySpan<int> IdsOf(int row) => Ids.AsSpan(row * K, K);

    /// <summary>How far one row's neighbours are.</summary>
    public ReadOnlySpan<float> DistancesOf(int row) => Distances.AsSpan(row * K, K);

    /// <summary>Finds them all, exactly but for rounding: every pair of rows is compared.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="k">Neighbours of each row, 1 to rows - 1.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    public static NeighbourTable Find(ReadOnlySpan<float> values, int dimension, int k, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int count = values.Length / dimension;
        if (k < 1 || k >= count) throw new ArgumentOutOfRangeException(nameof(k), k, $"Of {count} rows each has 1 to {count - 1} neighbours.");
        int candidates = Math.Min(count, k + 1 + Spare);
        float[] rows = values.ToArray();
        (float[] queries, float[] vectors) = Lifted(rows, dimension);
        long[] found = ExactSearch.Find(queries, vectors, dimension + 1, candidates, threads).Ids;
        NeighbourTable table = new(new int[count * k], new float[count * k], k);
        Parallel.For(0, (count + 255) / 256, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            (float Distance, int Id)[] nearest = new (float, int)[candidates];
            for (int row = block * 256; row < Math.Min(count, (block + 1) * 256); row++)
            {
                int others = 0;
                foreach (long id in found.AsSpan(row * candidates, candidates))
                    if (id != row && id >= 0) nearest[others++] = (RowDistance.Between(rows.AsSpan(row * dimension, dimension), rows.AsSpan((int)id * dimension, dimension)), (int)id);
                nearest.AsSpan(0, others).Sort();
                for (int i = 0; i < k; i++) (table.Distances[(row * k) + i], table.Ids[(row * k) + i]) = nearest[i];
            }
        });
        return table;
    }

    // x . y - |y|^2 / 2 falls as the distance between x and y grows: with one more column inner products find nearest rows. Around the mean squares round least.
    private static (float[] Queries, float[] Vectors) Lifted(float[] rows, int dimension)
    {
        int count = rows.Length / dimension;
        double[] mean = new double[dimension];
        for (int row = 0; row < count; row++)
            for (int column = 0; column < dimension; column++) mean[column] += rows[(row * dimension) + column];
        float[] queries = new float[checked(count * (dimension + 1))], vectors = new float[queries.Length];
        for (int row = 0; row < count; row++)
        {
            Span<float> query = queries.AsSpan(row * (dimension + 1), dimension + 1);
            double square = 0;
            for (int column = 0; column < dimension; column++)
            {
                query[column] = (float)(rows[(row * dimension) + column] - (mean[column] / count));
                square += (double)query[column] * query[column];
            }
            query.CopyTo(vectors.AsSpan(row * (dimension + 1)));
            (query[dimension], vectors[(row * (dimension + 1)) + dimension]) = (1, (float)(-square / 2));
        }
        return (queries, vectors);
    }
}
