using System.Diagnostics;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Evaluation;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Makes an index of vectors, and measures what it finds.</summary>
internal static class IndexBuilder
{
    private const int Neighbours = 10, TrainedOnEach = 64, FewestTrainedOn = 1024;

    // Each looks twice as far as the one before.
    private static readonly int[] s_efforts = [16, 32, 64, 128, 256, 512, 1024, 2048];

    /// <summary>Builds an index.</summary>
    /// <param name="rows">Vectors of length 1, at least one.</param>
    /// <param name="options">Which index.</param>
    /// <param name="progress">Told the vectors that were added.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <remarks>
    /// A vector that a graph holds is found by its own links, so that it finds its neighbours more often than a stranger does. What measures an index is therefore added behind the
    /// measurement.
    /// </remarks>
    public static BuiltIndex Build(VectorRows rows, IndexOptions options, IProgress<int>? progress, CancellationToken cancel)
    {
        SearchIndexOptions chosen = options.For(rows.Count, rows.Dimension);
        int[] measuring = chosen.Kind == SearchIndexKind.Flat ? [] : Drawn(rows.Count, options);
        VectorRows others = rows.Without(measuring);
        SearchIndex index = new(rows.Dimension, chosen);
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            if (chosen.Kind == SearchIndexKind.IvfPq)
                index.Train(rows.Take(SampleDraw.Of(rows.Count, Math.Max(FewestTrainedOn, TrainedOnEach * chosen.Lists))), cancel: cancel);
            foreach (ReadOnlyMemory<float> block in others.Blocks())
            {
                index.Add(block.Span, cancel: cancel);
                progress?.Report(index.Count);
            }
            TimeSpan built = clock.Elapsed;
            float[] queries = rows.Take(measuring);
            IndexQuality quality = Measure(index, others, queries, options.Recall, cancel);
            clock.Restart();
            index.Add(queries, cancel: cancel);
            HashSet<int> last = [.. measuring];
            return new(index, [.. Enumerable.Range(0, rows.Count).Where(row => !last.Contains(row)), .. measuring], quality, (built + clock.Elapsed).TotalSeconds);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    // No more than a tenth, so that what is measured is the index that there will be.
    private static int[] Drawn(int count, IndexOptions options)
    {
        Draws draws = new(new DrawKey((ulong)options.Seed, 0, count, 0), DrawPurpose.Other);
        return [.. draws.Distinct(Math.Min(options.Queries, count / 10), count).Order()];
    }

    /// <summary>How far searches have to look to find what is asked for, and what they find then.</summary>
    private static IndexQuality Measure(SearchIndex index, VectorRows rows, float[] queries, double wanted, CancellationToken cancel)
    {
        int asked = queries.Length / rows.Dimension, k = Math.Min(Neighbours, rows.Count);
        if (index.Kind == SearchIndexKind.Flat) return new(1, k, 0, 0, 0);
        if (asked == 0) return new(1, k, 0, s_efforts[^1], 0);
        List<(float Score, long Row)>[] exact = Exact(rows, queries, k, cancel);
        foreach (int effort in s_efforts)
        {
            (Engine.Search.Neighbours found, double speed) = Timed(() => index.Search(queries, k, effort, cancel: cancel), asked);
            double recall = exact.Select((best, query) => (double)best.Select(entry => entry.Row).Intersect(found.IdsOf(query).ToArray()).Count() / k).Average();
            if (recall >= wanted || effort == s_efforts[^1]) return new(recall, k, asked, effort, speed);
        }
        throw new UnreachableException();
    }

    private static (Engine.Search.Neighbours Found, double Speed) Timed(Func<Engine.Search.Neighbours> search, int queries)
    {
        Stopwatch clock = Stopwatch.StartNew();
        Engine.Search.Neighbours found = search();
        return (found, queries / clock.Elapsed.TotalSeconds);
    }

    // The nearest of all rows, block by block.
    private static List<(float Score, long Row)>[] Exact(VectorRows rows, float[] queries, int k, CancellationToken cancel)
    {
        List<(float Score, long Row)>[] best = [.. Enumerable.Range(0, queries.Length / rows.Dimension).Select(_ => new List<(float, long)>())];
        long first = 0;
        foreach (ReadOnlyMemory<float> block in rows.Blocks())
        {
            cancel.ThrowIfCancellationRequested();
            int count = block.Length / rows.Dimension;
            Engine.Search.Neighbours found = ExactSearch.Find(queries, block.Span, rows.Dimension, Math.Min(k, count));
            for (int query = 0; query < best.Length; query++)
            {
                for (int i = 0; i < found.K; i++) best[query].Add((found.ScoresOf(query)[i], first + found.IdsOf(query)[i]));
                best[query].Sort((one, other) => other.Score.CompareTo(one.Score));
                if (best[query].Count > k) best[query].RemoveRange(k, best[query].Count - k);
            }
            first += count;
        }
        return best;
    }
}
