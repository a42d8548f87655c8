using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Multinomial logistic regression on fixed features: minimises
/// <c>mean(-log softmax(x W^T + b)[label]) + l2 / 2 |W|^2</c>, the intercept unpenalised. With <c>l2 = 1 / (C count)</c>
/// the optimum is that of scikit-learn's <c>LogisticRegression(C)</c>.
/// </summary>
/// <remarks>
/// The problem keeps its last solution, from which the next one starts: along a path of falling penalties each is close to
/// the one before. The columns are centred inside, which moves the free intercept and leaves the optimum as it is, but
/// is better conditioned. Sums and the optimiser always work in double precision.
/// </remarks>
public sealed class SoftmaxRegression : IDisposable
{
    // A mean below this share of the deviation is no burden to the optimiser.
    private const double NoOffset = 1e-3;

    private readonly SoftmaxLoss _loss;
    private readonly int _dimension, _classes;
    private readonly double[] _parameters;
    private readonly float[] _mean;

    /// <param name="data">Training rows, at least one.</param>
    /// <param name="precision">
    /// Of the products. Float32 is fast and finds the optimal objective to about 1e-6 of it, which no accuracy notices;
    /// Float64 also finds the coefficients themselves to many digits.
    /// </param>
    public SoftmaxRegression(LabelledFeatures data, ScalarType precision = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentException("There are no rows to fit.", nameof(data));
        (_dimension, _classes) = (data.Dimension, data.Classes);
        _parameters = new double[_classes * (_dimension + 1)];
        ColumnMoments moments = new(data);
        // Rows that are standardised already stay where they are.
        bool isCentred = moments.Mean.Zip(moments.Deviation).All(column => Math.Abs(column.First) <= NoOffset * column.Second);
        _mean = isCentred ? new float[_dimension] : Array.ConvertAll(moments.Mean, mean => (float)mean);
        _loss = precision == ScalarType.Float32 && FusedSoftmaxLoss.Suits(data) ? new FusedSoftmaxLoss(data, _mean) : new TensorSoftmaxLoss(data, _mean, precision);
    }

    /// <summary>Steps of the optimiser in the last fit.</summary>
    public int Iterations { get; private set; }

    /// <summary>Times the last fit went through the features.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The objective at the last solution.</summary>
    public double Objective { get; private set; }

    /// <summary>Finds the optimum, starting at the last one (at first, at zero).</summary>
    /// <param name="l2">Strength of the penalty, at least 0.</param>
    /// <param name="tolerance">Done when five steps together lower the objective by a smaller share of it.</param>
    /// <param name="maximumIterations">Most steps of the optimiser.</param>
    public LinearClassifier Fit(double l2, double tolerance = 1e-6, int maximumIterations = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(l2);
        Lbfgs optimiser = new((point, gradient) => Evaluate(point, gradient, l2), _parameters.Length);
        Objective = optimiser.Minimize(_parameters, gradientTolerance: 1e-7, tolerance, maximumIterations);
        (Iterations, Evaluations) = (optimiser.Iterations, optimiser.Evaluations);
        int split = _classes * _dimension;
        (double[] weights, double[] intercepts) = (_parameters[..split], _parameters[split..]);
        for (int i = 0; i < split; i++) intercepts[i / _dimension] -= weights[i] * _mean[i % _dimension];
        return new(weights, intercepts, _dimension);
    }

    public void Dispose() => _loss.Dispose();

    private double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double l2)
    {
        double value = _loss.Evaluate(point, gradient), squares = 0;
        for (int i = 0; i < _classes * _dimension; i++)
        {
            squares += point[i] * point[i];
            gradient[i] += l2 * point[i];
        }

        return value + (l2 / 2 * squares);
    }
}
