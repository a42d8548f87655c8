using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Search;
using Autodidact.Tests.Engine;
using Xunit;

namespace Autodidact.Tests.Embeddings.Indexes;

public sealed class IndexBuilderTests
{
    private const int Count = 4000, Dimension = 24;

    private static readonly float[] s_rows = SearchIndexTests.UnitRows(Count, 5, Dimension);

    [Theory]
    [InlineData(SearchIndexKind.Hnsw)]
    [InlineData(SearchIndexKind.IvfPq)]
    public void It_looks_as_far_as_the_wanted_recall_takes_and_says_what_it_measured(SearchIndexKind kind)
    {
        IndexOptions options = new() { Kind = kind, Recall = 0.9, Queries = 200 };
        (SearchIndex index, IReadOnlyList<int> order, IndexQuality quality, _) = IndexBuilder.Build(VectorRows.Of(s_rows, Dimension), options, null, default);
        using (index)
        {
            Assert.Equal(Enumerable.Range(0, Count), order.Order());
            Assert.Equal(s_rows.AsSpan(order[^1] * Dimension, Dimension).ToArray(), index.Reconstruct([Count - 1]), (one, other) => MathF.Abs(one - other) < 1e-3);
            Assert.InRange(quality.Recall, 0.9, 1);
            Assert.Equal((10, 200), (quality.Neighbours, quality.Queries));
            // The same of strangers, all of whose products are sorted.
            float[] queries = SearchIndexTests.UnitRows(100, 6, Dimension);
            Neighbours exact = ExactSearch.Find(queries, s_rows, Dimension, 10), found = index.Search(queries, 10, quality.Effort);
            Assert.InRange(Enumerable.Range(0, 100).Average(query => exact.IdsOf(query).ToArray().Intersect(found.IdsOf(query).ToArray().Select(row => (long)order[(int)row])).Count() / 10.0), quality.Recall - 0.04, 1);
        }
    }

    [Fact]
    public void The_kind_follows_from_the_number_of_vectors_unless_it_is_said()
    {
        IndexOptions usual = new();
        Assert.Equal([SearchIndexKind.Flat, SearchIndexKind.Hnsw, SearchIndexKind.IvfPq], new[] { 1000, 100_000, 1_000_000 }.Select(count => usual.KindFor(count)));
        Assert.Equal(SearchIndexKind.Hnsw, (usual with { Kind = SearchIndexKind.Hnsw }).KindFor(10));
        Assert.Equal(4096, usual.For(1_000_000, 128).Lists);
        Assert.Equal((16, 64, 6), (usual.For(9_000_000, 128).CodeBytes, usual.For(9_000_000, 512).CodeBytes, usual.For(9_000_000, 54).CodeBytes));
        // A code needs more vectors to learn from than there are.
        Assert.Equal(SearchIndexKind.Flat, (usual with { Kind = SearchIndexKind.IvfPq }).For(100, 16).Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_vector_or_two_are_an_index_too(int count)
    {
        (SearchIndex index, _, IndexQuality quality, _) = IndexBuilder.Build(VectorRows.Of(s_rows.AsMemory(0, count * Dimension), Dimension), new() { Kind = SearchIndexKind.Hnsw }, null, default);
        using (index) Assert.Equal((count, 1.0), (index.Count, quality.Recall));
    }

    [Fact]
    public void Rows_hardly_longer_than_zero_have_a_direction_too()
    {
        using VectorSpool spool = new(2);
        spool.Add([3e-25f, 4e-25f, 0, 0, 3e25f, 4e25f]);
        Assert.Equal([0.6f, 0.8f, 0, 0, 0.6f, 0.8f], spool.Take([0, 1, 2]), (one, other) => MathF.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void Rows_that_are_too_many_for_memory_go_to_a_file_and_come_back()
    {
        const int Wide = 1 << 14;
        using VectorSpool spool = new(Wide);
        for (int batch = 0; batch < 9; batch++)
        {
            float[] rows = new float[512 * Wide];
            for (int row = 0; row < 512; row++) rows[(row * Wide) + batch] = 2 + row;
            spool.Add(rows);
        }
        Assert.Equal(9 * 512, spool.Count);
        float[] taken = spool.Take([0, 511, 512, 4607]);
        Assert.Equal([1f, 1f, 1f, 1f], new[] { taken[0], taken[Wide], taken[(2 * Wide) + 1], taken[(3 * Wide) + 8] });
        Assert.Equal(4, taken.Sum());
    }
}
