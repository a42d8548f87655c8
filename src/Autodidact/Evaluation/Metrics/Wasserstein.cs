using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>The Wasserstein distance: how far mass must be carried, on average, to make one sample of the other. On a line it follows from the sorted values.</summary>
public static class Wasserstein
{
    /// <summary>The distance of order p of two samples of numbers: the p-th root of the mean of <c>|F⁻¹(u) - G⁻¹(u)|^p</c> over all quantiles u.</summary>
    /// <param name="first">One or more numbers.</param>
    /// <param name="second">One or more numbers, not necessarily as many.</param>
    /// <param name="order">p, at least 1.</param>
    public static double OfNumbers(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double order = 1) => Math.Pow(Carried(first, second, order), 1 / order);

    /// <summary>The sliced distance: of both samples seen along each direction, the p-th root of the mean of the p-th powers (Bonneel et al. 2015).</summary>
    /// <param name="first"><c>[rows, dimension]</c>.</param>
    /// <param name="second"><c>[other rows, dimension]</c>.</param>
    /// <param name="directions"><c>[dimension, directions]</c>, columns of unit length.</param>
    /// <param name="order">p, at least 1.</param>
    public static double Sliced(Tensor first, Tensor second, Tensor directions, double order = 1) =>
        Math.Pow(AlongDirections(first, second, directions, order).Average(distance => Math.Pow(distance, order)), 1 / order);

    /// <summary>The distance of order p along each direction.</summary>
    /// <inheritdoc cref="Sliced"/>
    public static double[] AlongDirections(Tensor first, Tensor second, Tensor directions, double order = 1)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(directions);
        using TensorScope scope = new();
        using NoGradient guard = new();
        (double[] one, int rows) = Seen(first);
        (double[] other, int others) = Seen(second);
        return [.. Enumerable.Range(0, (int)directions.Size(1)).Select(direction => OfNumbers(one.AsSpan(direction * rows, rows), other.AsSpan(direction * others, others), order))];

        (double[] Values, int Rows) Seen(Tensor rows) =>
            (directions.To(ScalarType.Float64).T().Matmul(rows.To(ScalarType.Float64).T()).ToArray<double>(), (int)rows.Size(0));
    }

    private static double Carried(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        if (first.IsEmpty || second.IsEmpty) throw new ArgumentException("A sample without a number is at no distance from another.", nameof(first));
        (double[] one, double[] other) = (first.ToArray(), second.ToArray());
        Array.Sort(one);
        Array.Sort(other);
        double sum = 0, done = 0;
        // Both quantile functions are steps; between two steps of either, both are level.
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            double endOfOne = (double)(i + 1) / one.Length, endOfOther = (double)(j + 1) / other.Length, end = Math.Min(endOfOne, endOfOther);
            double distance = Math.Abs(one[i] - other[j]);
            sum += (end - done) * (order == 1 ? distance : Math.Pow(distance, order));
            (i, j, done) = (endOfOne <= end ? i + 1 : i, endOfOther <= end ? j + 1 : j, end);
        }

        return sum;
    }
}
