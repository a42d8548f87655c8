using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Whether two networks give samples the same neighbours: the mean share of a sample's k nearest others (by cosine) that both name, 0..1. Huh et al. 2024, arXiv:2405.07987.</summary>
public static class MutualNeighbours
{
    /// <summary>The share; by chance it is k / (rows - 1).</summary>
    /// <param name="first"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row of the first side.</param>
    /// <param name="second">The same samples <c>[rows, other dimension]</c>.</param>
    /// <param name="secondDimension">Numbers in a row of the second side.</param>
    /// <param name="k">Neighbours, at least 1 and below the number of rows.</param>
    public static double Share(ReadOnlySpan<float> first, int dimension, ReadOnlySpan<float> second, int secondDimension, int k) =>
        OfRows(first, dimension, second, secondDimension, k).Average();

    /// <summary>The share of each row.</summary>
    /// <inheritdoc cref="Share"/>
    public static double[] OfRows(ReadOnlySpan<float> first, int dimension, ReadOnlySpan<float> second, int secondDimension, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(secondDimension, 1);
        int rows = first.Length / dimension;
        if (rows != second.Length / secondDimension)
            throw new ArgumentException($"The sides have {rows} and {second.Length / secondDimension} rows.", nameof(second));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(k, rows);
        (Neighbours one, Neighbours other) = (Nearest(first, dimension), Nearest(second, secondDimension));
        double[] shares = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            long[] named = Others(one, row);
            shares[row] = (double)Others(other, row).Count(named.Contains) / k;
        }

        return shares;

        Neighbours Nearest(ReadOnlySpan<float> values, int size)
        {
            float[] unit = UnitRows.Of(values, size);
            return ExactSearch.Find(unit, unit, size, k + 1);
        }

        // A row is mostly its own nearest, but not where others are equal to it.
        long[] Others(Neighbours neighbours, int row) => [.. neighbours.IdsOf(row).ToArray().Where(id => id != row).Take(k)];
    }
}
