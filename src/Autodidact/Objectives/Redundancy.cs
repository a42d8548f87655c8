using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Objectives that keep embeddings apart by what their dimensions do over a batch: each must vary, and none may repeat another.
/// All are computed over the rows that they are given, in fp32 or wider.
/// </summary>
public static class Redundancy
{
    /// <summary>
    /// Barlow Twins (Zbontar et al. 2021, arXiv:2103.03230, eq. 1): the correlations between the dimensions of one view and those of the other
    /// should be the unit matrix.
    /// </summary>
    /// <param name="first"><c>[batch, dimension]</c>; standardised here over the batch, as by batch norm.</param>
    /// <param name="second">The other view of the same samples.</param>
    /// <param name="epsilon">Added to variances.</param>
    public static BarlowTwinsTerms BarlowTwins(Tensor first, Tensor second, double epsilon = 1e-5)
    {
        using FullPrecision guard = new(first.Device);
        double share = 1.0 / Math.Sqrt(first.Size(0));
        (Tensor one, Tensor other) = (Standardized(FullPrecision.Of(first), epsilon) * share, Standardized(FullPrecision.Of(second), epsilon) * share);
        Tensor same = (one * other).Sum([0L]);
        return new((same - 1).Square().Sum(), ProductSquares(one, other).Sum() - same.Square().Sum());
    }

    /// <summary>
    /// VICReg (Bardes, Ponce and LeCun 2022, arXiv:2105.04906, eq. 1 to 6) with the scales of the authors' code: the variance term is averaged over the two
    /// views, the covariance term is summed over them.
    /// </summary>
    /// <param name="first"><c>[batch, ..., dimension]</c>.</param>
    /// <param name="second">The other view of the same samples.</param>
    /// <param name="epsilon">Added to variances under the root, whose slope at 0 is infinite.</param>
    public static VicRegTerms VicReg(Tensor first, Tensor second, double epsilon = 1e-4) => new(
        Invariance(first, second),
        (Variance(first, epsilon) + Variance(second, epsilon)) / 2,
        Covariance(first) + Covariance(second));

    /// <summary>
    /// VIbCReg (Lee and Aune 2021, arXiv:2109.00783): VICReg with correlations where VICReg has covariances, so that the scale of a dimension does not matter.
    /// The variance term is summed over the views; the correlation term is the mean over all pairs of dimensions, summed over the views.
    /// </summary>
    /// <inheritdoc cref="VicReg"/>
    /// <param name="first"><c>[batch, dimension]</c>.</param>
    public static VicRegTerms VibCReg(Tensor first, Tensor second, double epsilon = 1e-4) => new(
        Invariance(first, second),
        Variance(first, epsilon) + Variance(second, epsilon),
        Correlation(first) + Correlation(second));

    /// <summary>
    /// TiCo (Zhu et al. 2022, arXiv:2206.10698, algorithm 1): views agree, and embeddings turn away from the directions that a moving
    /// covariance says are taken.
    /// </summary>
    /// <param name="first"><c>[batch, dimension]</c>; normalised here. The covariance follows it.</param>
    /// <param name="second">The other view of the same samples.</param>
    /// <param name="covariance">After the step before, <c>[dimension, dimension]</c>; zeros at first. Left as it is.</param>
    /// <param name="momentum">How much of the covariance stays, 0 to 1 (β).</param>
    public static TiCoTerms TiCo(Tensor first, Tensor second, Tensor covariance, double momentum)
    {
        using FullPrecision guard = new(first.Device);
        Tensor one = FullPrecision.Of(first).Normalize(), other = FullPrecision.Of(second).Normalize();
        Tensor constant = one.Detach();
        Tensor moved = (covariance.Detach() * momentum) + (constant.T().Matmul(constant) * ((1 - momentum) / first.Size(0)));
        return new(1 - (one * other).Sum([1L]).Mean(), (one.Matmul(moved) * one).Sum([1L]).Mean(), moved);
    }

    /// <summary>Mean squared difference, a scalar.</summary>
    public static Tensor Invariance(Tensor first, Tensor second)
    {
        using FullPrecision guard = new(first.Device);
        return (FullPrecision.Of(first) - FullPrecision.Of(second)).Square().Mean();
    }

    /// <summary>What deviations over the batch lack to 1, averaged over dimensions: a scalar from 0 to 1 (VICReg, eq. 1 and 2).</summary>
    /// <param name="rows"><c>[batch, ..., dimension]</c>.</param>
    /// <param name="epsilon">Added to variances.</param>
    public static Tensor Variance(Tensor rows, double epsilon = 1e-4)
    {
        using FullPrecision guard = new(rows.Device);
        return (1 - (FullPrecision.Of(rows).Var([0L]) + epsilon).Sqrt()).Relu().Mean();
    }

    /// <summary>
    /// Squared covariances of different dimensions, summed and divided by the number of dimensions (VICReg, eq. 3 and 4); averaged over places where rows have
    /// dimensions between the first and the last.
    /// </summary>
    /// <param name="rows"><c>[batch, ..., dimension]</c>.</param>
    public static Tensor Covariance(Tensor rows)
    {
        using FullPrecision guard = new(rows.Device);
        Tensor centred = Centred(FullPrecision.Of(rows)).Reshape([rows.Size(0), -1, rows.Size(-1)]).Transpose(0, 1);     // [places, batch, dimension]
        double square = (rows.Size(0) - 1.0) * (rows.Size(0) - 1.0);
        Tensor different = ProductSquares(centred, centred).Sum([1L, 2L]) - centred.Square().Sum([1L]).Square().Sum([1L]);
        return different.Mean() / (square * rows.Size(-1));
    }

    private static Tensor Correlation(Tensor rows)
    {
        using FullPrecision guard = new(rows.Device);
        Tensor unit = Centred(FullPrecision.Of(rows)).T().Normalize();      // [dimension, batch]
        return OffDiagonal(unit.Matmul(unit.T())).Square().Mean();
    }

    private static Tensor Centred(Tensor rows) => rows - rows.Mean([0L], keepdim: true);

    private static Tensor Standardized(Tensor rows, double epsilon)
    {
        Tensor centred = Centred(rows);
        return centred * (centred.Square().Mean([0L], keepdim: true) + epsilon).Rsqrt();
    }

    /// <summary>
    /// What sums to the squares of <c>leftᵀ right</c>, the products of all pairs of dimensions. Where there are fewer rows than dimensions, the same sum is
    /// had from the products of rows: tr(leftᵀ right rightᵀ left) is the sum of <c>left leftᵀ</c> times <c>right rightᵀ</c>.
    /// </summary>
    private static Tensor ProductSquares(Tensor left, Tensor right)
    {
        if (left.Size(-2) >= left.Size(-1)) return left.Transpose(-2, -1).Matmul(right).Square();
        Tensor rows = left.Matmul(left.Transpose(-2, -1));
        return ReferenceEquals(left, right) ? rows.Square() : rows * right.Matmul(right.Transpose(-2, -1));
    }

    private static Tensor OffDiagonal(Tensor matrix) => matrix * (1.0 - Tensor.Eye(matrix.Size(-1), matrix.Type, matrix.Device));
}
