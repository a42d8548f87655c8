namespace Autodidact.Evaluation.Metrics;

/// <summary>What each query's ranking of the whole gallery was worth.</summary>
/// <param name="AveragePrecision"><c>[queries]</c>, each 0..1: the mean, over all items of the query's class, of the precision at their rank; 0 where there are none, or the query is not finite.</param>
/// <param name="FirstHit"><c>[queries]</c>: the rank, from 1, of the first item of the query's class; 0 as well.</param>
public sealed record RetrievalScores(double[] AveragePrecision, int[] FirstHit)
{
    /// <summary>Queries that have an item of their class among the first <paramref name="k"/> ranks: recall@k of image retrieval.</summary>
    public int HitsAt(int k) => FirstHit.Count(rank => rank > 0 && rank <= k);
}
