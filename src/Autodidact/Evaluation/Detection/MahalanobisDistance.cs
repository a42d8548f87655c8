using Autodidact.Engine;
using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// The Mahalanobis distance to the nearest mean: directions in which normal rows vary count less. Where the normal rows have classes, each has a mean of its own and all share one
/// covariance (Lee et al. 2018, arXiv:1807.03888); it is shrunk (<see cref="ShrunkCovariance"/>).
/// </summary>
public sealed class MahalanobisDistance : OutlierScore, IDisposable
{
    /// <summary>Most numbers that the covariance is measured on, and most rows; of more rows, as many are drawn.</summary>
    public const int MostNumbers = 1 << 25, MostRows = 20_000;

    private readonly Tensor _centre, _means, _inverseMeans, _meanSquares;
    private readonly ShrunkCovariance _covariance;
    private readonly int _rows;

    /// <param name="normal">Normal rows, <c>[rows, dimension]</c>, row-major, finite, at least one.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="labels">The class of each row, at least 0; empty where there are none.</param>
    /// <exception cref="ArgumentException">There are not whole rows, none, or labels of another number.</exception>
    public MahalanobisDistance(ReadOnlySpan<float> normal, int dimension, ReadOnlySpan<int> labels = default)
    {
        int all = normal.Length / dimension;
        if (normal.IsEmpty || normal.Length % dimension != 0) throw new ArgumentException($"{normal.Length} numbers are not one or more rows of {dimension}.", nameof(normal));
        if (!labels.IsEmpty && labels.Length != all) throw new ArgumentException($"{labels.Length} labels are not those of {all} rows.", nameof(labels));
        Dimension = dimension;
        int most = Math.Clamp(MostNumbers / dimension, 1, MostRows);
        int[] chosen = SampleDraw.Of(all, most);
        _rows = chosen.Length;
        int[] own = labels.ToArray();
        int[] classes = own.Length == 0 ? [] : [.. chosen.Select(row => own[row]).Distinct().Order()];
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(normal, all, dimension).IndexSelect(0, Tensor.From<long>(Array.ConvertAll(chosen, row => (long)row), chosen.Length)).To(ScalarType.Float64);
        _centre = rows.Mean([0], keepdim: true).Own();
        rows -= _centre;
        if (classes.Length < 2)
        {
            _means = Tensor.Zeros([1, dimension], ScalarType.Float64).Own();
        }
        else
        {
            Tensor groups = Tensor.From<long>([.. chosen.Select(row => (long)Array.BinarySearch(classes, own[row]))], chosen.Length);
            (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, groups, classes.Length);
            _means = (sums / counts.Unsqueeze(1)).Own();
            rows -= _means.IndexSelect(0, groups);
        }
        _covariance = new(rows);
        _inverseMeans = _covariance.Solve(_means).Own();
        _meanSquares = (_means * _inverseMeans).Sum([1L]).Own();
    }

    /// <inheritdoc/>
    public override string Name => "mahalanobis";

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new Dictionary<string, double> { ["shrinkage"] = _covariance.Shrinkage, ["means"] = _means.Size(0), ["fitted_n"] = _rows };

    public void Dispose()
    {
        _covariance.Dispose();
        foreach (Tensor tensor in (Tensor[])[_centre, _means, _inverseMeans, _meanSquares]) tensor.Dispose();
    }

    /// <inheritdoc/>
    protected override void Score(ReadOnlySpan<float> values, Span<double> scores)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(values, scores.Length, Dimension).To(ScalarType.Float64) - _centre;
        Tensor own = (rows * _covariance.Solve(rows)).Sum([1L], keepdim: true);
        // [rows, means]
        Tensor squares = own - (rows.Matmul(_inverseMeans.T()) * 2) + _meanSquares;
        // The least: NaN stays NaN.
        (-(-squares).MaxAlong(1).Item1).ClampMin(0).Sqrt().ToArray<double>().CopyTo(scores);
    }
}
