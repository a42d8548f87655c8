using Autodidact.Embeddings.Maps;
using Xunit;

namespace Autodidact.Tests.Embeddings.Maps;

public sealed class NeighbourTableTests
{
    [Fact]
    public void Neighbours_are_those_of_all_distances_far_from_zero_too()
    {
        // A thousand deviations from zero, squares alone would have lost the digits that tell rows apart.
        float[] values = [.. MapData.Clouds(3, 50, 6, apart: 1).Select(value => value + 1000)];
        NeighbourTable table = NeighbourTable.Find(values, 6, 10, 2);
        for (int row = 0; row < 150; row++)
        {
            int[] nearest = [.. Enumerable.Range(0, 150).Where(other => other != row).OrderBy(other => RowDistance.Between(values.AsSpan(row * 6, 6), values.AsSpan(other * 6, 6))).Take(10)];
            Assert.Equal(nearest, table.IdsOf(row).ToArray());
            for (int i = 0; i < 10; i++) Assert.Equal(RowDistance.Between(values.AsSpan(row * 6, 6), values.AsSpan(nearest[i] * 6, 6)), table.DistancesOf(row)[i]);
        }
    }

    [Fact]
    public void A_row_is_never_its_own_neighbour_even_among_its_copies()
    {
        NeighbourTable table = NeighbourTable.Find(new float[60 * 3], 3, 5, 1);
        for (int row = 0; row < 60; row++)
        {
            Assert.DoesNotContain(row, table.IdsOf(row).ToArray());
            Assert.All(table.DistancesOf(row).ToArray(), distance => Assert.Equal(0, distance));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => NeighbourTable.Find(new float[6], 3, 2, 1));
    }

    [Fact]
    public void Cells_have_nearly_all_of_them_and_copies_are_no_trouble()
    {
        float[] values = MapData.Clouds(8, 500, 16, apart: 2);
        for (int row = 0; row < 300; row++) values.AsSpan(0, 16).CopyTo(values.AsSpan(row * 16));
        NeighbourTable exact = NeighbourTable.Find(values, 16, 14, 2), cells = NeighbourTable.Find(values, 16, 14, threads: 2, mostCompared: 0);
        int found = Enumerable.Range(300, 3700).Sum(row => exact.IdsOf(row).ToArray().Intersect(cells.IdsOf(row).ToArray()).Count());
        Assert.InRange(found / (3700.0 * 14), 0.97, 1);
        Assert.Equal(cells.Ids, NeighbourTable.Find(values, 16, 14, threads: 1, mostCompared: 0).Ids);
        Assert.All(cells.Distances.Take(300 * 14), distance => Assert.Equal(0, distance));
    }

    [Fact]
    public void Where_the_cells_around_one_hold_all_rows_neighbours_are_exact()
    {
        // Thirty cells, fewer than are looked at.
        float[] values = MapData.Clouds(6, 150, 8, apart: 2);
        Assert.Equal(NeighbourTable.Find(values, 8, 10, 2).Ids, NeighbourTable.Find(values, 8, 10, threads: 2, mostCompared: 0).Ids);
    }

    [Fact]
    public void It_ends_when_it_is_cancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => NeighbourTable.Find(new float[60], 3, 5, 1, cancel: new CancellationToken(canceled: true)));
}
