using System.Collections.Concurrent;
using Autodidact.Engine;
using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Ranks a gallery for queries by cosine; an item of the query's class is wanted.</summary>
public static class Retrieval
{
    // Scores of a chunk of queries: 32 MB.
    private const int MostScores = 1 << 23;

    /// <summary>The first <paramref name="depth"/> ranks of each query.</summary>
    /// <param name="queries">Features of the queries.</param>
    /// <param name="gallery">Features of the items, of the same dimension.</param>
    /// <param name="depth">Ranks to look at, by default the whole gallery.</param>
    public static Neighbours Rank(LabelledFeatures queries, LabelledFeatures gallery, int? depth = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(gallery);
        if (queries.Dimension != gallery.Dimension)
            throw new ArgumentException($"Queries have {queries.Dimension} numbers, the gallery {gallery.Dimension}.", nameof(gallery));
        return ExactSearch.Find(
            UnitRows.Of(queries.Values, queries.Dimension), UnitRows.Of(gallery.Values, gallery.Dimension), gallery.Dimension, depth ?? gallery.Count);
    }

    /// <summary>What each query's ranks were worth.</summary>
    /// <param name="ranks">As <see cref="Rank"/> gives them for the same arguments.</param>
    /// <param name="queries">Features and classes of the queries.</param>
    /// <param name="gallery">Features and classes of the items.</param>
    public static IReadOnlyList<RankedRelevance> Judge(Neighbours ranks, LabelledFeatures queries, LabelledFeatures gallery)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(gallery);
        Dictionary<int, int> sizes = gallery.Labels.CountBy(label => label).ToDictionary();
        return [.. Enumerable.Range(0, queries.Count).Select(query => new RankedRelevance(
            ranks.IdsOf(query).ToArray().Select(item => gallery.Labels[item] == queries.Labels[query]),
            sizes.GetValueOrDefault(queries.Labels[query])))];
    }

    /// <summary>What every query's ranking of the whole gallery is worth, chunk by chunk: memory does not grow with queries times gallery.</summary>
    /// <param name="queries">Features and classes of the queries.</param>
    /// <param name="gallery">Features and classes of the items, of the same dimension.</param>
    /// <param name="done">Told the queries done.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static RetrievalScores Score(LabelledFeatures queries, LabelledFeatures gallery, Action<int>? done = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(gallery);
        if (queries.Dimension != gallery.Dimension)
            throw new ArgumentException($"Queries have {queries.Dimension} numbers, the gallery {gallery.Dimension}.", nameof(gallery));
        RetrievalScores scores = new(new double[queries.Count], new int[queries.Count]);
        int chunk = Math.Clamp(MostScores / Math.Max(1, gallery.Count), 1, 1024);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor items = Tensor.From(UnitRows.Of(gallery.Values, gallery.Dimension), gallery.Count, gallery.Dimension).T();
        ConcurrentBag<RelevanceRanking> rankings = [];
        ParallelOptions threads = new() { MaxDegreeOfParallelism = TorchRuntime.Threads, CancellationToken = cancel };
        for (int first = 0; first < queries.Count; first += chunk)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(chunk, queries.Count - first), start = first;
            float[] found;
            using (TensorScope own = new())
            {
                Tensor rows = Tensor.From(UnitRows.Of(queries.Values.AsSpan(first * queries.Dimension, count * queries.Dimension), queries.Dimension), count, queries.Dimension);
                found = rows.Matmul(items).ToArray<float>();
            }

            Parallel.For(0, count, threads, query =>
            {
                if (!rankings.TryTake(out RelevanceRanking? ranking)) ranking = new(gallery.Count);
                (scores.AveragePrecision[start + query], scores.FirstHit[start + query]) =
                    ranking.Of(found.AsSpan(query * gallery.Count, gallery.Count), gallery.Labels, queries.Labels[start + query]);
                rankings.Add(ranking);
            });
            done?.Invoke(first + count);
        }

        return scores;
    }
}
