using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Search;

/// <summary>Exact nearest neighbours by inner product (cosine, where all rows have unit length), with FAISS and without copies.</summary>
public static unsafe class ExactSearch
{
    /// <summary>The version of FAISS, such as <c>1.7.3</c>.</summary>
    public static string Version { get; } = NativeEngine.ReadText((buffer, size) => NativeSearch.Version((byte*)buffer, size));

    /// <summary>The <paramref name="k"/> rows of <paramref name="vectors"/> with the largest inner product with each query.</summary>
    /// <param name="queries"><c>[queries, dimension]</c>, row-major.</param>
    /// <param name="vectors"><c>[vectors, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="k">Neighbours of each query, 1 to the number of vectors.</param>
    /// <param name="threads">Threads to use; 0 takes as many as tensors do.</param>
    /// <exception cref="ArgumentException">An array does not hold whole rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Neighbours Find(ReadOnlySpan<float> queries, ReadOnlySpan<float> vectors, int dimension, int k, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int queryCount = Rows(queries.Length, dimension, nameof(queries)), vectorCount = Rows(vectors.Length, dimension, nameof(vectors));
        if (k < 1 || k > vectorCount)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Among {vectorCount} vectors there are 1 to {vectorCount} neighbours to find.");
        float[] scores = new float[checked(queryCount * k)];
        long[] ids = new long[scores.Length];
        if (queryCount == 0) return new(scores, ids, k);
        fixed (float* query = queries, vector = vectors, score = scores)
        fixed (long* id = ids)
        {
            NativeSearch.Check(NativeSearch.InnerProduct(
                query, vector, dimension, queryCount, vectorCount, k, threads == 0 ? TorchRuntime.Threads : threads, score, id));
        }

        return new(scores, ids, k);
    }

    private static int Rows(int length, int dimension, string name) => length % dimension == 0
        ? length / dimension
        : throw new ArgumentException($"{length} numbers are not whole rows of {dimension}.", name);
}
