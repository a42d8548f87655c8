using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// How many dimensions features really use, read from their singular values without any label. Small ranks say that
/// representations have collapsed.
/// </summary>
public sealed class Spectrum
{
    /// <summary>What RankMe adds to every share, after the paper's authors.</summary>
    internal const double Epsilon = 1e-7;

    // Below these shares of the largest, a value is what rounding left of zero.
    private const double NoSingularValue = 1e-6, NoEigenvalue = 1e-12;

    private readonly double[] _centred;

    /// <param name="values">Features <c>[count, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or not whole rows.</exception>
    public Spectrum(ReadOnlySpan<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length % dimension != 0 || values.Length / dimension < 2)
            throw new ArgumentException($"{values.Length} numbers are not two or more rows of {dimension}.", nameof(values));
        int count = values.Length / dimension;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor features = Tensor.From(values, count, dimension).To(ScalarType.Float64);
        SingularValues = SingularValuesOf(features);
        _centred = SingularValuesOf(features - features.Mean([0], keepdim: true));
        CovarianceEigenvalues = new double[dimension];
        for (int i = 0; i < _centred.Length; i++)
            CovarianceEigenvalues[i] = _centred[i] * _centred[i] / (count - 1);
        Tensor lengths = features.LinalgVectorNorm(2.0, [1], keepdim: true).ClampMin(double.Epsilon);
        NormalizedDeviations = (features / lengths).Std([0], unbiased: false).ToArray<double>();
    }

    /// <summary>Singular values of the features as they are, largest first, <c>[min(count, dimension)]</c>.</summary>
    public double[] SingularValues { get; }

    /// <summary>Eigenvalues of the covariance (of count - 1), largest first, <c>[dimension]</c>.</summary>
    public double[] CovarianceEigenvalues { get; }

    /// <summary>Standard deviation of each dimension after each row was scaled to length 1, <c>[dimension]</c>; 1 / sqrt(dimension) is what an even spread gives.</summary>
    public double[] NormalizedDeviations { get; }

    /// <summary>
    /// RankMe: the exponential of the entropy of the singular values' shares, 1 to min(count, dimension). Higher is better within one
    /// network and data set. Garrido et al. 2023, arXiv:2210.02885, equations 1 and 2.
    /// </summary>
    public double RankMe => RankMeOf(SingularValues);

    /// <summary>Effective rank of the centred features: exponential of the entropy of their singular values' shares. Roy and Vetterli 2007.</summary>
    public double EffectiveRank => ExponentialEntropy(_centred);

    /// <summary>Exponential of the entropy of the covariance's eigenvalues' shares.</summary>
    public double CovarianceEffectiveRank => ExponentialEntropy(CovarianceEigenvalues);

    /// <summary>Participation ratio of the covariance's eigenvalues: square of their sum over sum of their squares.</summary>
    public double ParticipationRatio => Math.Pow(CovarianceEigenvalues.Sum(), 2) / CovarianceEigenvalues.Sum(value => value * value);

    /// <summary>Stable rank: sum of the squared singular values over the largest of them.</summary>
    public double StableRank => SingularValues.Sum(value => value * value) / (SingularValues[0] * SingularValues[0]);

    /// <summary>Largest singular value over the smallest that is not zero.</summary>
    public double ConditionNumber => SingularValues[0] / SingularValues.Last(value => value > NoSingularValue * SingularValues[0]);

    /// <summary>Slope of the line through the logarithms of the covariance's eigenvalues that are not zero, over the logarithm of their rank; NaN where there is but one.</summary>
    public double PowerLawSlope
    {
        get
        {
            (double X, double Y)[] points = [.. CovarianceEigenvalues.Where(value => value > NoEigenvalue * CovarianceEigenvalues[0]).Select((value, index) => (Math.Log(index + 1), Math.Log(value)))];
            double x = points.Average(point => point.X), y = points.Average(point => point.Y);
            return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
        }
    }

    /// <summary><see cref="RankMe"/> of features whose singular values are known.</summary>
    internal static double RankMeOf(double[] singularValues, double epsilon = Epsilon) => Math.Exp(Shares(singularValues).Sum(share => -(share + epsilon) * Math.Log(share + epsilon)));

    private static double[] SingularValuesOf(Tensor matrix) => matrix.LinalgSvd(fullMatrices: false).Item2.ToArray<double>();

    private static double ExponentialEntropy(double[] values) => Math.Exp(Shares(values).Sum(share => share > 0 ? -share * Math.Log(share) : 0));

    private static IEnumerable<double> Shares(double[] values)
    {
        double sum = values.Sum();
        return values.Select(value => sum > 0 ? value / sum : 0);
    }
}
