using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Ranks a gallery for queries by cosine; an item of the query's class is wanted.</summary>
public static class Retrieval
{
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
}
