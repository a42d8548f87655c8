using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// The two things that contrastive learning does on the sphere, apart (Wang and Isola 2020, arXiv:2005.10242). Computed in fp32 or wider.
/// </summary>
public static class Hypersphere
{
    /// <summary>Alignment (section 4.1): the mean distance of positive pairs, to the power of <paramref name="alpha"/>.</summary>
    /// <param name="first"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="second"><c>[batch, dimension]</c>, of unit length, row by row the partners.</param>
    /// <param name="alpha">Above 0; 2 in the paper. Below 2 the gradient has a corner where two partners are equal.</param>
    public static Tensor Alignment(Tensor first, Tensor second, double alpha = 2)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(first.Device);
        Tensor distance = (FullPrecision.Of(first) - FullPrecision.Of(second)).LinalgVectorNorm(2, [1]);
        return distance.Pow(alpha).Mean().Keep();
    }

    /// <summary>Uniformity (section 4.1): the logarithm of the mean Gaussian potential exp(-t distance²) of all pairs of rows; the lower, the more evenly they lie.</summary>
    /// <param name="unit"><c>[rows, dimension]</c>, of unit length, at least 2 rows.</param>
    /// <param name="t">Above 0; 2 in the paper.</param>
    public static Tensor Uniformity(Tensor unit, double t = 2)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(unit.Device);
        Tensor rows = FullPrecision.Of(unit), squares = rows.Square().Sum([1L]);
        Tensor distances = squares.Unsqueeze(1) + squares.Unsqueeze(0) - (rows.Matmul(rows.T()) * 2);
        Tensor potentials = distances * -t;
        potentials.FillDiagonalInPlace(double.NegativeInfinity);
        double pairs = (double)rows.Size(0) * (rows.Size(0) - 1);
        return (potentials.Flatten().Logsumexp([0L]) - Math.Log(pairs)).Keep();
    }
}
