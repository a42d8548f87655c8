using Autodidact.Configuration;
using Autodidact.Embeddings.Maps;
using Autodidact.Embeddings.Maps.Umap;
using Xunit;

namespace Autodidact.Tests.Embeddings.Maps;

public sealed class UmapTests
{
    [Fact]
    public void The_number_of_threads_does_not_show()
    {
        float[] values = MapData.Clouds(4, 300, 12, apart: 2);
        UmapOptions options = new() { Epochs = 40, Seed = 3, Threads = 1 };
        float[] alone = Umap.Lay(values, 12, options);
        Assert.Equal(alone, Umap.Lay(values, 12, options with { Threads = 2 }));
        Assert.Equal(alone, Umap.Lay(values, 12, options with { Threads = 5 }));
        Assert.NotEqual(alone, Umap.Lay(values, 12, options with { Seed = 4 }));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Clouds_without_an_edge_between_them_are_laid_out_beside_each_other(int clouds)
    {
        float[] values = MapData.Clouds(clouds, 80, 8, apart: 100);
        using ThreadTeam team = new(1);
        Assert.Equal(clouds, Umap.Graph(NeighbourTable.Find(values, 8, 14, 1), team).Parts().Parts);
        float[] places = Umap.Lay(values, 8, new() { Threads = 1 });
        Assert.All(places, place => Assert.True(float.IsFinite(place)));
        Assert.Equal(1, MapData.Kept(places, 80));
    }

    [Fact]
    public void Copies_of_rows_are_no_trouble()
    {
        float[] values = MapData.Clouds(1, 120, 6, apart: 0);
        // Half of the rows are the first one.
        for (int row = 60; row < 120; row++) values.AsSpan(0, 6).CopyTo(values.AsSpan(row * 6));
        Assert.All(Umap.Lay(values, 6, new() { Threads = 1 }), place => Assert.True(float.IsFinite(place)));
        Assert.All(Umap.Lay(new float[40 * 6], 6, new() { Threads = 1 }), place => Assert.True(float.IsFinite(place)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Fewer_rows_than_neighbours_have_places_too(int count)
    {
        float[] places = Umap.Lay(MapData.Clouds(1, count, 5, apart: 0), 5, new() { Threads = 1, Negatives = 11 });
        Assert.Equal(2 * count, places.Length);
        Assert.All(places, place => Assert.True(float.IsFinite(place)));
    }

    [Fact]
    public void What_is_no_number_is_refused_by_name()
    {
        float[] values = MapData.Clouds(1, 20, 5, apart: 0);
        values[(7 * 5) + 2] = float.NaN;
        Assert.Contains("Number 2 of row 7", Assert.Throws<ArgumentException>(() => Umap.Lay(values, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Umap.Lay([], 5));
        Assert.Throws<ConfigurationException>(() => Umap.Lay(new float[20], 5, new() { MinDist = 2 }));
    }

    [Fact]
    public void It_ends_when_it_is_cancelled()
    {
        using CancellationTokenSource cancel = new();
        List<int> passes = [];
        Assert.ThrowsAny<OperationCanceledException>(() => Umap.Lay(MapData.Clouds(1, 100, 5, apart: 0), 5, new() { Threads = 1, Epochs = 1000 }, new Watch(passes, cancel), cancel.Token));
        Assert.Equal(3, passes.Max());
    }

    [Fact]
    public void Weights_of_neighbours_add_up_to_the_logarithm_of_their_number()
    {
        NeighbourTable table = NeighbourTable.Find(MapData.Clouds(2, 100, 7, apart: 3), 7, 14, 1);
        using ThreadTeam team = new(1);
        float[] weights = SmoothDistances.Weights(table, team);
        for (int row = 0; row < table.Count; row++)
        {
            Assert.Equal(Math.Log2(15), weights.Skip(row * 14).Take(14).Sum(weight => (double)weight), 1e-4);
            Assert.Equal(1, weights[row * 14]);
        }
        SparseGraph graph = Umap.Graph(table, team);
        for (int row = 0; row < graph.Count; row++)
        {
            for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++)
            {
                (float own, float other) = (Named(row, graph.Ids[edge]), Named(graph.Ids[edge], row));
                Assert.Equal(own + other - (own * other), graph.Weights[edge], 1e-6);
            }
        }

        float Named(int row, int other) => table.IdsOf(row).IndexOf(other) is int at and >= 0 ? weights[(row * 14) + at] : 0;
    }

    [Fact]
    public void Slow_vectors_of_a_graph_are_found_as_a_whole_decomposition_finds_them()
    {
        using ThreadTeam team = new(2);
        SparseGraph graph = Umap.Graph(NeighbourTable.Find(MapData.Clouds(3, 60, 4, apart: 1), 4, 14, 1), team);
        double[] found = LaplacianVectors.Of(graph, 2, seed: 1, team, CancellationToken.None), matrix = new double[graph.Count * graph.Count];
        double[] degrees = [.. Enumerable.Range(0, graph.Count).Select(row => graph.WeightsOf(row).ToArray().Sum(weight => (double)weight))];
        for (int row = 0; row < graph.Count; row++)
            for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++) matrix[(row * graph.Count) + graph.Ids[edge]] = graph.Weights[edge] / Math.Sqrt(degrees[row] * degrees[graph.Ids[edge]]);
        (_, double[] vectors) = SymmetricEigen.Of(matrix, graph.Count);
        for (int axis = 0; axis < 2; axis++)
            Assert.InRange(Math.Abs(Enumerable.Range(0, graph.Count).Sum(row => found[(2 * row) + axis] * vectors[(row * graph.Count) + axis + 1])), 0.9999, 1.0001);
    }

    [Fact]
    public void No_two_units_of_a_round_share_a_block_and_every_edge_is_in_one()
    {
        using ThreadTeam team = new(1);
        SparseGraph graph = Umap.Graph(NeighbourTable.Find(MapData.Clouds(2, 100, 7, apart: 3), 7, 14, 1), team);
        EdgeSchedule schedule = new(graph, epochs: 100_000, blocks: 16, seed: 2);
        HashSet<(int, int)> seen = [];
        foreach ((int first, int count) in schedule.Rounds)
        {
            HashSet<int>[] blocks = [.. Enumerable.Range(first, count).Select(unit =>
            {
                HashSet<int> own = [];
                (int from, int end) = schedule.EdgesOf(unit);
                for (int edge = from; edge < end; edge++)
                {
                    if (float.IsPositiveInfinity(schedule.Next[edge])) continue;
                    Assert.True(seen.Add((schedule.Heads[edge], schedule.Tails[edge])));
                    own.Add(schedule.Heads[edge] * 16 / graph.Count);
                    own.Add(schedule.Tails[edge] * 16 / graph.Count);
                }
                return own;
            })];
            Assert.All(blocks, own => Assert.InRange(own.Count, 0, 2));
            Assert.Equal(blocks.Sum(own => own.Count), blocks.SelectMany(own => own).Distinct().Count());
        }
        Assert.Equal(graph.Ids.Length, seen.Count);
    }

    [Fact]
    public void Fast_powers_are_within_two_millionths()
    {
        foreach (double value in (double[])[1e-30, 1e-6, 0.3, 0.99999, 1, 1.7, 12, 1e6])
        {
            float single = (float)value;
            float power = FastPower.Of(System.Runtime.Intrinsics.Vector256.Create(single), System.Runtime.Intrinsics.Vector256.Create(0.895f))[0];
            Assert.InRange(power / Math.Pow(single, 0.895f), 1 - 1e-5, 1 + 1e-5);
        }
    }

    private sealed class Watch(List<int> passes, CancellationTokenSource cancel) : IProgress<Autodidact.Evaluation.EvaluationProgress>
    {
        public void Report(Autodidact.Evaluation.EvaluationProgress value)
        {
            if (value.Stage != "passes") return;
            passes.Add(value.Done);
            if (value.Done == 3) cancel.Cancel();
        }
    }
}
