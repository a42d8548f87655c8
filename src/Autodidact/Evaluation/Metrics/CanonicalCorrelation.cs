using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// Canonical correlations: how well directions of one network's features can be told from another's by any linear map (Hotelling 1936). With a share of the variance below 1 it is
/// SVCCA, which leaves out directions that hardly vary first (Raghu et al. 2017, arXiv:1706.05806); without that, dimensions as many as rows make every correlation 1.
/// </summary>
public sealed class CanonicalCorrelation
{
    // Below this share of the largest eigenvalue, a direction is what rounding left of none.
    private const double NoVariance = 1e-12;

    /// <param name="first">Features <c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second">Features of the same samples <c>[rows, other dimension]</c>.</param>
    /// <param name="variance">Share of each side's variance that the directions kept must hold, above 0 to 1.</param>
    public CanonicalCorrelation(Tensor first, Tensor second, double variance = 1)
    {
        if (variance is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(variance), variance, "A share of the variance is above 0 and at most 1.");
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = CenteredKernelAlignment.Centred(first, second);
        (Tensor one, Tensor other) = (Directions(x, variance), Directions(y, variance));
        (FirstDirections, SecondDirections) = ((int)one.Size(1), (int)other.Size(1));
        Correlations = FirstDirections == 0 || SecondDirections == 0
            ? []
            : [.. one.T().Matmul(other).LinalgSvd(fullMatrices: false).Item2.ToArray<double>().Select(value => Math.Min(1, value))];
    }

    /// <summary>The correlations, largest first, each 0..1; as many as the side with fewer directions has.</summary>
    public double[] Correlations { get; }

    /// <summary>Directions of the first side that were kept.</summary>
    public int FirstDirections { get; }

    /// <summary>Directions of the second side that were kept.</summary>
    public int SecondDirections { get; }

    /// <summary>Their mean, 0..1; not a number where a side does not vary.</summary>
    public double Mean => Correlations.Length == 0 ? double.NaN : Correlations.Average();

    /// <summary>An orthonormal basis of what varies, <c>[rows, directions]</c>, by the smaller of covariance and Gram matrix; its correlations are those of the features.</summary>
    /// <param name="centred"><c>[rows, dimension]</c> in fp64, the mean of every column taken off.</param>
    /// <param name="variance">Share of the variance that the directions kept must hold.</param>
    internal static Tensor Directions(Tensor centred, double variance)
    {
        bool wide = centred.Size(1) > centred.Size(0);
        (Tensor rising, Tensor vectors) = (wide ? centred.Matmul(centred.T()) : centred.T().Matmul(centred)).LinalgEigh();
        double[] values = rising.ToArray<double>();
        double total = values.Where(value => value > 0).Sum(), held = 0;
        int kept = 0;
        while (kept < values.Length && held < variance * total && values[^(kept + 1)] > NoVariance * values[^1]) held += values[^(++kept)];
        Tensor basis = vectors.Narrow(1, values.Length - kept, kept);
        if (wide) return basis;
        return centred.Matmul(basis) / rising.Narrow(0, values.Length - kept, kept).Sqrt();
    }
}
