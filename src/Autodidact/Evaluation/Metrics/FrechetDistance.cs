using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>The squared Fréchet distance of the normal distributions with two samples' means and covariances (of rows - 1); with Inception's features, the FID. Heusel et al. 2017, arXiv:1706.08500, equation 6.</summary>
public static class FrechetDistance
{
    /// <summary><c>|m₁ - m₂|² + tr(C₁ + C₂ - 2 (C₁ C₂)^(1/2))</c>, at least 0. With fewer rows than dimensions it is biased upwards.</summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second"><c>[other rows, dimension]</c>, at least 2 rows.</param>
    public static double Of(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Shape.Length != 2 || second.Shape.Length != 2 || first.Size(1) != second.Size(1) || Math.Min(first.Size(0), second.Size(0)) < 2)
            throw new ArgumentException($"Both samples must be two or more rows of the same dimension; they are [{string.Join(", ", first.Shape)}] and [{string.Join(", ", second.Shape)}].", nameof(second));
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor mean, Tensor x) = Scaled(first);
        (Tensor otherMean, Tensor y) = Scaled(second);
        double means = (mean - otherMean).Square().Sum([0L]).Item<double>();
        double spreads = x.Square().Sum([0L, 1L]).Item<double>() + y.Square().Sum([0L, 1L]).Item<double>();
        // C1 C2 has the eigenvalues of C1^(1/2) C2 C1^(1/2), whose roots are the singular values of C1^(1/2) C2^(1/2).
        double shared = Root(x).Matmul(Root(y)).LinalgSvd(fullMatrices: false).Item2.Sum([0L]).Item<double>();
        return Math.Max(0, means + spreads - (2 * shared));

        static (Tensor Mean, Tensor Rows) Scaled(Tensor sample)
        {
            Tensor rows = sample.To(ScalarType.Float64), mean = rows.Mean([0]);
            return (mean, (rows - mean) / Math.Sqrt(rows.Size(0) - 1));
        }

        // The symmetric root of X^T X, [dimension, dimension].
        static Tensor Root(Tensor rows)
        {
            (Tensor values, Tensor vectors) = rows.T().Matmul(rows).LinalgEigh();
            return (vectors * values.ClampMin(0).Sqrt()).Matmul(vectors.T());
        }
    }
}
