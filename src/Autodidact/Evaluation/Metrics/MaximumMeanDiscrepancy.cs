using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// The squared maximum mean discrepancy: how far apart the means of two samples are in the space of a kernel; 0 for equal distributions alone. Gretton et al. 2012.
/// Computed in fp64; memory grows with the product of the rows.
/// </summary>
public static class MaximumMeanDiscrepancy
{
    /// <summary>With the Gaussian kernel <c>exp(-|x - y|² / (2 width²))</c>.</summary>
    /// <param name="first"><c>[rows, dimension]</c>.</param>
    /// <param name="second"><c>[other rows, dimension]</c>.</param>
    /// <param name="width">Deviation of the kernel, above 0, in the units of the features.</param>
    /// <param name="unbiased">Leaves rows beside themselves out (lemma 6): 0 on average where the distributions are equal, so also below. Else equation 5, never below 0.</param>
    public static double Gaussian(Tensor first, Tensor second, double width, bool unbiased = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Of(first, second, distances => (distances * (-1 / (2 * width * width))).Exp(), unbiased);
    }

    /// <summary>With the inverse multiquadratic kernel <c>c / (c + |x - y|²)</c>, whose tails reach further (Tolstikhin et al. 2018, arXiv:1711.01558).</summary>
    /// <inheritdoc cref="Gaussian"/>
    /// <param name="scale">c, above 0; usually 2 dimension width².</param>
    public static double InverseMultiquadratic(Tensor first, Tensor second, double scale, bool unbiased = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return Of(first, second, distances => (distances + scale).Pow(-1) * scale, unbiased);
    }

    private static double Of(Tensor first, Tensor second, Func<Tensor, Tensor> kernel, bool unbiased)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int least = unbiased ? 2 : 1;
        if (first.Shape.Length != 2 || second.Shape.Length != 2 || first.Size(1) != second.Size(1) || Math.Min(first.Size(0), second.Size(0)) < least)
            throw new ArgumentException($"Both samples must be {least} or more rows of the same dimension; they are [{string.Join(", ", first.Shape)}] and [{string.Join(", ", second.Shape)}].", nameof(second));
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = (first.To(ScalarType.Float64), second.To(ScalarType.Float64));
        return Within(x) + Within(y) - (2 * Sum(x, y) / ((double)x.Size(0) * y.Size(0)));

        double Within(Tensor rows)
        {
            double count = rows.Size(0);
            // Every row is at distance 0 of itself, where both kernels are 1.
            return unbiased ? (Sum(rows, rows, apart: true) - count) / (count * (count - 1)) : Sum(rows, rows, apart: true) / (count * count);
        }

        double Sum(Tensor one, Tensor other, bool apart = false)
        {
            Tensor distances = SquaredDistances.Of(one, other);
            if (apart) distances.FillDiagonalInPlace(0);
            return kernel(distances).Sum([0L, 1L]).Item<double>();
        }
    }
}
