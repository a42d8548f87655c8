namespace Autodidact.Engine.Search;

/// <summary>What a search found: for each query its best vectors, best first.</summary>
/// <param name="Scores">Similarities, <c>[queries, k]</c>, falling along each row.</param>
/// <param name="Ids">Rows of the searched vectors, <c>[queries, k]</c>.</param>
/// <param name="K">Neighbours of each query.</param>
public sealed record Neighbours(float[] Scores, long[] Ids, int K)
{
    /// <summary>Queries that were asked.</summary>
    public int Queries => Ids.Length / K;

    /// <summary>Similarities of one query's neighbours.</summary>
    public ReadOnlySpan<float> ScoresOf(int query) => Scores.AsSpan(query * K, K);

    /// <summary>One query's neighbours.</summary>
    public ReadOnlySpan<long> IdsOf(int query) => Ids.AsSpan(query * K, K);
}
