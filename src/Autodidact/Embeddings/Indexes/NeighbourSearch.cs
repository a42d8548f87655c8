using Autodidact.Data.Views;
using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Samples with those nearest to them, as papers show what an encoder takes for alike. Which is chance, and never choice.</summary>
public static class NeighbourSearch
{
    /// <summary>Draws samples, and finds the nearest of each but itself.</summary>
    /// <param name="index">The samples.</param>
    /// <param name="queries">How many are drawn, at least 1; all where there are fewer.</param>
    /// <param name="count">Neighbours of each.</param>
    /// <param name="seed">Decides which are drawn.</param>
    /// <param name="cancel">Ends the search.</param>
    public static IReadOnlyList<SampleNeighbours> Draw(VectorIndex index, int queries, int count, int seed = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        int[] present = index.Samples.Present();
        Draws draws = new(new DrawKey((ulong)seed, 0, 0, 0), DrawPurpose.Other);
        int[] rows = [.. draws.Distinct(Math.Min(queries, present.Length), present.Length).Select(place => present[place])];
        Neighbours found = index.Find(index.Vectors(rows), rows.Length, count + 1, null, cancel);
        return [.. rows.Select((row, query) => new SampleNeighbours(index.Samples[row]!, index.Samples.Of(row), [.. index.Matches(found, query).Where(match => match.Id != index.Samples[row]).Take(count)]))];
    }
}
