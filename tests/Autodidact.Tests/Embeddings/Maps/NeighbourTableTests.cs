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
}
