using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// Centred kernel alignment: whether two networks hold the same samples for alike, whatever axes and scale they tell it in. Kornblith et al. 2019, arXiv:1905.00414.
/// Row i of both sides belongs to the same sample; the sides may differ in dimension. Computed in fp64.
/// </summary>
public static class CenteredKernelAlignment
{
    // The share of the median distance that the paper's figures are about lies between 0.4 and 0.8.
    private const double UsualWidth = 0.5;

    // Below this share of what its products add up to, a side's own term is what rounding left of none: all rows alike, or all but one.
    private const double NoVariance = 1e-9;

    /// <summary>With linear kernels (equation 3 and section 5.1), 0..1; 1 where one side is the other turned and scaled. It grows with dimension / rows also where nothing is shared.</summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second"><c>[rows, other dimension]</c>.</param>
    /// <returns>Not a number where all rows of a side are alike.</returns>
    public static double Linear(Tensor first, Tensor second)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = Centred(first, second);
        return SquaredProducts(x, y) / Math.Sqrt(SquaredProducts(x, x) * SquaredProducts(y, y));
    }

    /// <summary>
    /// With linear kernels and the unbiased estimate of each term (Song et al. 2012; Nguyen et al. 2021, arXiv:2010.15327, equation 3): about 0 where nothing is shared,
    /// however many dimensions there are, and then also below.
    /// </summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 4 rows.</param>
    /// <param name="second"><c>[rows, other dimension]</c>.</param>
    /// <returns>Not a number where all rows of a side are alike, or all but one.</returns>
    public static double Debiased(Tensor first, Tensor second)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = Centred(first, second, atLeast: 4);
        return Ratio(x.Size(0), Unbiased(x, y), Unbiased(x, x), SquaredProducts(x, x), Unbiased(y, y), SquaredProducts(y, y));
    }

    /// <summary>As <see cref="Debiased"/>, of inner products of rows that are there already; so parts of the rows cost little.</summary>
    /// <param name="first"><c>[rows, rows]</c> in fp64, of features whose column means were taken off: that rounds least and changes nothing. At least 4 rows.</param>
    /// <param name="second">The same of the other side.</param>
    internal static double DebiasedOfGrams(Tensor first, Tensor second)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor k, Tensor l) = (first * 1, second * 1);
        (double products, double others) = (Product(k, k), Product(l, l));
        k.FillDiagonalInPlace(0);
        l.FillDiagonalInPlace(0);
        (Tensor sumsK, Tensor sumsL) = (k.Sum([1L]), l.Sum([1L]));
        return Ratio(k.Size(0), Unbiased(k, l, sumsK, sumsL), Unbiased(k, k, sumsK, sumsK), products, Unbiased(l, l, sumsL, sumsL), others);

        static double Unbiased(Tensor k, Tensor l, Tensor sumsK, Tensor sumsL) =>
            UnbiasedOf(k.Size(0), Product(k, l), sumsK.Sum([0L]).Item<double>() * sumsL.Sum([0L]).Item<double>(), (sumsK * sumsL).Sum([0L]).Item<double>());
    }

    /// <summary>With Gaussian kernels, 0..1: near samples count, far ones hardly do. Memory grows with the square of the rows.</summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second"><c>[rows, other dimension]</c>.</param>
    /// <param name="width">Deviation of the kernel as a share of the root of the median squared distance (over all pairs of rows, those of a row with itself too).</param>
    public static double Gaussian(Tensor first, Tensor second, double width = UsualWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = Centred(first, second);
        (Tensor k, Tensor l) = (CentredKernel(x, width), CentredKernel(y, width));
        return Product(k, l) / Math.Sqrt(Product(k, k) * Product(l, l));
    }

    /// <summary>The Hilbert-Schmidt independence criterion of linear kernels, its biased estimate (Gretton et al. 2005): 0 where no direction of one side varies with one of the other.</summary>
    /// <param name="first"><c>[rows, dimension]</c>, at least 2 rows.</param>
    /// <param name="second"><c>[rows, other dimension]</c>.</param>
    public static double Dependence(Tensor first, Tensor second)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor x, Tensor y) = Centred(first, second);
        return SquaredProducts(x, y) / Math.Pow(x.Size(0) - 1, 2);
    }

    /// <summary>Both sides in fp64, each column's mean taken off.</summary>
    internal static (Tensor First, Tensor Second) Centred(Tensor first, Tensor second, int atLeast = 2)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Shape.Length != 2 || second.Shape.Length != 2 || first.Size(0) != second.Size(0) || first.Size(0) < atLeast)
            throw new ArgumentException($"Both sides must be rows of the same {atLeast} or more samples; they are [{string.Join(", ", first.Shape)}] and [{string.Join(", ", second.Shape)}].", nameof(second));
        return (Of(first), Of(second));

        static Tensor Of(Tensor side)
        {
            Tensor rows = side.To(ScalarType.Float64);
            return rows - rows.Mean([0], keepdim: true);
        }
    }

    // |X^T Y|^2, which is the sum of the products of both Gram matrices: by whichever of the two is smaller.
    private static double SquaredProducts(Tensor x, Tensor y) => x.Size(0) * (x.Size(1) + y.Size(1)) < x.Size(1) * y.Size(1)
        ? Product(x.Matmul(x.T()), y.Matmul(y.T()))
        : x.T().Matmul(y).Square().Sum([0L, 1L]).Item<double>();

    private static double Product(Tensor left, Tensor right) => (left * right).Sum([0L, 1L]).Item<double>();

    // Estimates without bias may well be below 0; of those of a side with itself there is no root then.
    private static double Ratio(double count, double shared, double own, double products, double other, double others) =>
        own > NoVariance * products / (count * (count - 3)) && other > NoVariance * others / (count * (count - 3)) ? shared / Math.Sqrt(own * other) : double.NaN;

    // Gram matrices without their diagonals, of which only sums are needed.
    private static double Unbiased(Tensor x, Tensor y)
    {
        double count = x.Size(0);
        Tensor ownX = x.Square().Sum([1L]), ownY = y.Square().Sum([1L]);
        Tensor sumsX = x.Matmul(x.Sum([0L])) - ownX, sumsY = y.Matmul(y.Sum([0L])) - ownY;
        double shared = SquaredProducts(x, y) - (ownX * ownY).Sum([0L]).Item<double>();
        return UnbiasedOf(count, shared, sumsX.Sum([0L]).Item<double>() * sumsY.Sum([0L]).Item<double>(), (sumsX * sumsY).Sum([0L]).Item<double>());
    }

    // Of Gram matrices without their diagonals: the sum of their products, the product of their sums, the sum of the products of their rows' sums.
    private static double UnbiasedOf(double count, double products, double sums, double rows) =>
        (products + (sums / ((count - 1) * (count - 2))) - (rows * 2 / (count - 2))) / (count * (count - 3));

    private static Tensor CentredKernel(Tensor rows, double width)
    {
        Tensor distances = SquaredDistances.Of(rows, rows);
        Tensor sorted = distances.Flatten().Sort(0).Item1;
        long last = sorted.Size(0) - 1;
        double median = (sorted.Select(0, last / 2).Item<double>() + sorted.Select(0, (last + 1) / 2).Item<double>()) / 2;
        Tensor kernel = (distances * (-1 / (2 * width * width * median))).Exp();
        return kernel - kernel.Mean([0], keepdim: true) - kernel.Mean([1], keepdim: true) + kernel.Mean([0, 1]);
    }
}
