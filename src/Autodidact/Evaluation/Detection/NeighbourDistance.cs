using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// How far the nearest normal rows are: the mean Euclidean distance to k of them, all rows scaled to length 1. Bergman, Cohen and Hoshen 2020, arXiv:2002.10445;
/// of unit length as Sun et al. 2022, arXiv:2204.06507.
/// </summary>
public sealed class NeighbourDistance : OutlierScore
{
    /// <summary>Neighbours where nobody says how many.</summary>
    public const int UsualNeighbours = 5;

    private readonly float[] _unit;
    private readonly int _k;

    /// <param name="normal">Normal rows, <c>[rows, dimension]</c>, row-major, at least one.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="k">Neighbours, at least 1; all rows where there are fewer.</param>
    public NeighbourDistance(ReadOnlySpan<float> normal, int dimension, int k = UsualNeighbours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (normal.IsEmpty || normal.Length % dimension != 0) throw new ArgumentException($"{normal.Length} numbers are not one or more rows of {dimension}.", nameof(normal));
        (_unit, Dimension, _k) = (UnitRows.Of(normal, dimension), dimension, Math.Min(k, normal.Length / dimension));
    }

    /// <inheritdoc/>
    public override string Name => "knn";

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["k"] = _k };

    /// <summary>The normal rows, of length 1, <c>[rows, dimension]</c>.</summary>
    public ReadOnlySpan<float> Normal => _unit;

    /// <inheritdoc/>
    protected override void Score(ReadOnlySpan<float> values, Span<double> scores)
    {
        Neighbours nearest = ExactSearch.Find(UnitRows.Of(values, Dimension), _unit, Dimension, _k);
        for (int row = 0; row < scores.Length; row++)
        {
            double sum = 0;
            // A row that is not finite has no neighbours (-1).
            for (int i = 0; i < _k; i++) sum += nearest.IdsOf(row)[i] < 0 ? double.NaN : Math.Sqrt(Math.Max(0, 2 - (2 * (double)nearest.ScoresOf(row)[i])));
            scores[row] = sum / _k;
        }
    }
}
