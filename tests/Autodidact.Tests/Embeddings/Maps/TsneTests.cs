using Autodidact.Data.Views;
using Autodidact.Embeddings.Maps;
using Autodidact.Embeddings.Maps.Tsne;
using Xunit;

namespace Autodidact.Tests.Embeddings.Maps;

public sealed class TsneTests
{
    [Fact]
    public void The_number_of_threads_does_not_show()
    {
        float[] values = MapData.Clouds(3, 150, 10, apart: 2);
        TsneOptions options = new() { Steps = 60, ExaggeratedSteps = 20, Threads = 1 };
        float[] alone = Tsne.Lay(values, 10, options).Places;
        Assert.Equal(alone, Tsne.Lay(values, 10, options with { Threads = 2 }).Places);
        Assert.Equal(alone, Tsne.Lay(values, 10, options with { Threads = 5 }).Places);
    }

    [Fact]
    public void Far_points_together_push_nearly_as_they_do_one_by_one()
    {
        (float[] values, float[] places) = (MapData.Clouds(3, 70, 10, apart: 2), MapData.Clouds(3, 70, 2, apart: 8));
        using ThreadTeam team = new(2);
        double[] joint = JointProbabilities.Exact(values, 10, 20, team).Joint;
        SparseGraph sparse = JointProbabilities.Sparse(NeighbourTable.Find(values, 10, 209, 1), 20, team);
        float[] exact = new float[places.Length], near = new float[places.Length];
        double divergence = new ExactForces(joint, team).Compute(places, exact, 1, measures: true);
        // With all others as neighbours and no square that stands for its points, nothing is left out.
        Assert.Equal(divergence, new BarnesHutForces(sparse, 1e-6, team).Compute(places, near, 1, measures: true), 1e-4);
        double length = Math.Sqrt(exact.Sum(value => (double)value * value));
        Assert.InRange(Math.Sqrt(exact.Zip(near, (one, other) => Math.Pow(one - other, 2)).Sum()) / length, 0, 1e-3);
        new BarnesHutForces(sparse, 0.5, team).Compute(places, near, 1, measures: false);
        Assert.InRange(Math.Sqrt(exact.Zip(near, (one, other) => Math.Pow(one - other, 2)).Sum()) / length, 1e-9, 0.05);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(12)]
    public void Few_rows_have_places_too(int count)
    {
        TsneResult result = Tsne.Lay(MapData.Clouds(1, count, 5, apart: 0), 5, new() { Steps = 100, Threads = 1 });
        Assert.Equal(2 * count, result.Places.Length);
        Assert.All(result.Places, place => Assert.True(float.IsFinite(place)));
        Assert.All(Tsne.Lay(MapData.Clouds(1, count, 5, apart: 0), 5, new() { Steps = 100, Angle = 0, Threads = 1 }).Places, place => Assert.True(float.IsFinite(place)));
    }

    [Fact]
    public void Copies_of_rows_are_no_trouble()
    {
        Assert.All(Tsne.Lay(new float[100 * 4], 4, new() { Steps = 60, Threads = 1 }).Places, place => Assert.True(float.IsFinite(place)));
        float[] values = MapData.Clouds(2, 60, 6, apart: 5);
        for (int row = 60; row < 120; row++) values.AsSpan(60 * 6, 6).CopyTo(values.AsSpan(row * 6));
        Assert.Equal(1, MapData.Kept(Tsne.Lay(values, 6, new() { Steps = 300, Threads = 1 }).Places, 60));
    }

    [Fact]
    public void A_perplexity_above_a_third_of_the_others_is_taken_and_an_impossible_one_lowered()
    {
        float[] values = MapData.Clouds(2, 30, 5, apart: 3);
        TsneResult third = Lay(59 / 3.0);
        Assert.NotEqual(third.Places, Lay(40).Places);
        Assert.Equal(third.Places, Lay(59).Places);

        TsneResult Lay(double perplexity) => Tsne.Lay(values, 5, new() { Perplexity = perplexity, Steps = 20, Threads = 1 });
    }

    [Fact]
    public void Clouds_stay_together()
    {
        TsneResult result = Tsne.Lay(MapData.Clouds(5, 60, 8, apart: 10), 8, new() { Threads = 2 });
        Assert.Equal(1, MapData.Kept(result.Places, 60));
        Assert.InRange(result.Divergence, 0, 1);
    }

    [Fact]
    public void Every_point_is_in_one_leaf_and_squares_hold_what_is_in_them()
    {
        Draws draws = new(new DrawKey(1, 0, 0, 0), DrawPurpose.Other);
        float[] places = [.. Enumerable.Range(0, 2000).Select(_ => (float)draws.NextNormal())];
        // A heap of points on each other, more than a leaf holds.
        for (int i = 0; i < 100; i++) places[i] = 0.25f;
        QuadTree tree = new(1000);
        for (int round = 0; round < 2; round++)
        {
            tree.Build(places);
            Assert.Equal(Enumerable.Range(0, 1000), tree.Order.ToArray().Order());
            int[] times = new int[1000];
            for (int at = 0; at < tree.Nodes.Length; at++)
            {
                QuadTree.Node node = tree.Nodes[at];
                Assert.Equal(tree.Places.X.Skip(node.First).Take(node.End - node.First).Average(x => (double)x), node.X, 1e-5);
                double width = tree.Places.X.Skip(node.First).Take(node.End - node.First).Max() - tree.Places.X.Skip(node.First).Take(node.End - node.First).Min();
                Assert.True(width <= Math.Sqrt(node.Area) * 1.001, $"{width} across in a square of {Math.Sqrt(node.Area)}");
                if (!node.IsLeaf) continue;
                Assert.Equal(at + 1, node.Next);
                for (int point = node.First; point < node.End; point++) times[point]++;
            }
            Assert.All(times, time => Assert.Equal(1, time));
            Assert.Contains(tree.Nodes.ToArray(), node => node.IsOnePlace && node.End - node.First == 50);
        }
    }
}
