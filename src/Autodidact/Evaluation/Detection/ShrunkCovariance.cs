using Autodidact.Engine;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// A covariance that can be inverted however few rows it is measured on: drawn towards a multiple of the unit matrix by as much as its own error says (Ledoit and Wolf 2004,
/// "A well-conditioned estimator for large-dimensional covariance matrices"). In double precision.
/// </summary>
public sealed class ShrunkCovariance : IDisposable
{
    // Where all rows are equal, or so few that nothing would be shrunk: the unit matrix's share never vanishes.
    private const double LeastShrinkage = 1e-6;

    private readonly Tensor _factor;
    private readonly Tensor? _rows;
    private readonly double _ridge;

    /// <param name="rows">What the covariance is of, <c>[rows, dimension]</c>, double precision, of mean zero already.</param>
    public ShrunkCovariance(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using TensorScope scope = new();
        using NoGradient guard = new();
        double n = rows.Size(0), d = rows.Size(1);
        Tensor lengths = rows.Square().Sum([1L]);
        double mean = lengths.Sum().Item<double>() / n / d;
        bool isWide = d > n;
        // The smaller of the two products has all that is needed of the covariance: its squares have the same sum.
        Tensor product = isWide ? rows.Matmul(rows.T()) : rows.T().Matmul(rows);
        double squares = product.Square().Sum().Item<double>() / n / n;
        double scatter = squares - (d * mean * mean), error = ((lengths.Square().Sum().Item<double>() / n) - squares) / n;
        Shrinkage = scatter > 0 ? Math.Clamp(error / scatter, LeastShrinkage, 1) : 1;
        // Rows without any spread tell nothing apart: every direction counts alike.
        _ridge = mean > 0 ? Shrinkage * mean : 1;
        double share = (1 - Shrinkage) / n;
        if (!isWide || share == 0)
        {
            _factor = ((isWide ? Tensor.Zeros([(long)d, (long)d], ScalarType.Float64, rows.Device) : product * share) + (Tensor.Eye((long)d, ScalarType.Float64, rows.Device) * _ridge)).LinalgCholesky().Own();
            return;
        }
        // Woodbury: more directions than rows need only a matrix as large as there are rows.
        _factor = (product + (Tensor.Eye((long)n, ScalarType.Float64, rows.Device) * (_ridge / share))).LinalgCholesky().Own();
        _rows = rows.Clone().Own();
    }

    /// <summary>Weight of the unit matrix, above 0 to 1.</summary>
    public double Shrinkage { get; }

    /// <summary>Rows times the inverse, <c>[rows, dimension]</c>, in the scope that is open.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>, double precision.</param>
    public Tensor Solve(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_rows is null) return Solved(rows);
        return (rows - Solved(rows.Matmul(_rows.T())).Matmul(_rows)) / _ridge;
    }

    public void Dispose()
    {
        _factor.Dispose();
        _rows?.Dispose();
    }

    // Rows times the inverse of what the factor is the root of.
    private Tensor Solved(Tensor rows) => _factor.T().LinalgSolveTriangular(_factor.LinalgSolveTriangular(rows.T(), upper: false), upper: true).T();
}
