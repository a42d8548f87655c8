using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Orthogonal Procrustes: what is left between two networks' features after the best rotation. Schönemann 1966; as a distance of representations, Ding et al. 2021, arXiv:2108.01661.</summary>
public static class Procrustes
{
    /// <summary><c>|X|² + |Y|² - 2 |XᵀY|_*</c> of centred features, at least 0; the sides keep their scale, so it does too.</summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second">The same samples <c>[rows, other dimension]</c>.</param>
    public static double Distance(Tensor first, Tensor second)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = CenteredKernelAlignment.Centred(first, second);
        double lengths = x.Square().Sum([0L, 1L]).Item<double>() + y.Square().Sum([0L, 1L]).Item<double>();
        double turned = x.T().Matmul(y).LinalgSvd(fullMatrices: false).Item2.Sum([0L]).Item<double>();
        return Math.Max(0, lengths - (2 * turned));
    }
}
