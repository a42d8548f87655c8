using Autodidact.Engine;
using Autodidact.Evaluation.Probes;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// The free energy <c>-T log Σ exp(s / T)</c> of a row's scores: low where something fits well. The scores are the logits of a linear probe where normal rows have classes (Liu et al. 2020,
/// arXiv:2010.03759, eq. 4); where they have none, the cosines to the normal rows themselves, which makes it a kernel density on the sphere.
/// </summary>
public sealed class FreeEnergy : OutlierScore
{
    /// <summary>The temperature of logits, as in the paper, and of cosines, as of the vote of nearest neighbours.</summary>
    public const double OfLogits = 1, OfCosines = 0.1;

    // Of all rows of a block, in double precision several times over.
    private const int MostScores = 1 << 24;

    private readonly float[] _weights, _intercepts;
    private readonly double _temperature;
    private readonly bool _isUnit;

    /// <summary>Of the logits of a classifier.</summary>
    public FreeEnergy(LinearClassifier classifier, double temperature = OfLogits)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        (_weights, _intercepts, _temperature) = (Array.ConvertAll(classifier.Weights, value => (float)value), Array.ConvertAll(classifier.Intercepts, value => (float)value), temperature);
        Dimension = classifier.Dimension;
    }

    /// <summary>Of the cosines to normal rows.</summary>
    /// <param name="normal"><c>[rows, dimension]</c>, row-major, at least one.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="temperature">Above 0.</param>
    public FreeEnergy(ReadOnlySpan<float> normal, int dimension, double temperature = OfCosines)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (normal.IsEmpty || normal.Length % dimension != 0) throw new ArgumentException($"{normal.Length} numbers are not one or more rows of {dimension}.", nameof(normal));
        (_weights, _temperature, _isUnit, Dimension) = (UnitRows.Of(normal, dimension), temperature, true, dimension);
        // The mean over rows in place of their sum: the number of rows only adds a constant.
        _intercepts = new float[normal.Length / dimension];
        Array.Fill(_intercepts, (float)(-temperature * Math.Log(_intercepts.Length)));
    }

    /// <inheritdoc/>
    public override string Name => "energy";

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["temperature"] = _temperature };

    /// <inheritdoc/>
    protected override int BlockRows => Math.Clamp(MostScores / _intercepts.Length, 1, base.BlockRows);

    /// <inheritdoc/>
    protected override void Score(ReadOnlySpan<float> values, Span<double> scores)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From<float>(_isUnit ? UnitRows.Of(values, Dimension) : values, scores.Length, Dimension);
        Tensor fits = Ops.Linear(rows, Tensor.From<float>(_weights, _intercepts.Length, Dimension), Tensor.From<float>(_intercepts, _intercepts.Length)).To(ScalarType.Float64);
        ((fits / _temperature).Logsumexp([1L]) * -_temperature).ToArray<double>().CopyTo(scores);
    }
}
