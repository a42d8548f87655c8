using Autodidact.Data.Views;
using Autodidact.Evaluation.Metrics;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class MatchingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(7, 7)]
    [InlineData(3, 6)]
    [InlineData(6, 3)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    public void Nothing_gains_more_than_the_best_pairs(int rows, int columns)
    {
        for (int trial = 0; trial < 40; trial++)
        {
            Draws draws = new(new DrawKey(3, trial, rows, columns), DrawPurpose.Other);
            // Few values make many ties, and negative ones must be paired too.
            double[] gains = [.. Enumerable.Range(0, rows * columns).Select(_ => trial % 2 == 0 ? draws.Below(4) : draws.Uniform(-5, 5))];
            int[] pairs = Matching.Best(gains, rows, columns);
            int[] taken = [.. pairs.Where(column => column >= 0)];
            Assert.Equal(Math.Min(rows, columns), taken.Length);
            Assert.Equal(taken.Length, taken.Distinct().Count());
            double reached = pairs.Select((column, row) => column < 0 ? 0 : gains[(row * columns) + column]).Sum();
            Assert.Equal(ByTryingAll(gains, rows, columns, 0, 0, Math.Max(0, rows - columns)), reached, 1e-9);
        }
    }

    [Fact]
    public void Many_classes_are_paired_in_a_moment()
    {
        // The pairs are hidden: 300 classes under other numbers, with noise that never outweighs them.
        const int Size = 300;
        Draws draws = new(new DrawKey(5, 0, 0, 0), DrawPurpose.Other);
        int[] order = [.. Enumerable.Range(0, Size)];
        draws.Shuffle(order.AsSpan());
        double[] gains = new double[Size * Size];
        for (int i = 0; i < gains.Length; i++) gains[i] = draws.Uniform(0, 1) + (order[i / Size] == i % Size ? 2 : 0);
        Assert.Equal(order, Matching.Best(gains, Size, Size));
    }

    [Fact]
    public void Nothing_has_no_pairs() => Assert.Empty(Matching.Best([], 0, 0));

    [Fact]
    public void What_is_no_number_cannot_be_gained() => Assert.Throws<ArgumentException>(() => Matching.Best([1, double.NaN], 1, 2));

    // Rows one after the other, each with every column that is free, or alone while so many may be.
    private static double ByTryingAll(double[] gains, int rows, int columns, int row, int taken, int alone)
    {
        if (row == rows) return 0;
        double best = alone > 0 ? ByTryingAll(gains, rows, columns, row + 1, taken, alone - 1) : double.NegativeInfinity;
        for (int column = 0; column < columns; column++)
        {
            if ((taken & (1 << column)) == 0)
                best = Math.Max(best, gains[(row * columns) + column] + ByTryingAll(gains, rows, columns, row + 1, taken | (1 << column), alone));
        }
        return best;
    }
}
