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
    private readonly Tensor _features, _targets;
    private readonly int _dimension, _classes;
    private readonly double[] _parameters, _mean;
    private readonly ScalarType _precision;

    /// <param name="data">Training rows, at least one.</param>
    /// <param name="precision">
    /// Of the matrix products. Float32 is fast and finds the optimal objective to about 1e-6 of it, which no accuracy notices;
    /// Float64 also finds the coefficients themselves to many digits.
    /// </param>
    public SoftmaxRegression(LabelledFeatures data, ScalarType precision = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentException("There are no rows to fit.", nameof(data));
        (_dimension, _classes) = (data.Dimension, data.Classes);
        _parameters = new double[_classes * (_dimension + 1)];
        _precision = precision;
        float[] targets = new float[data.Count * _classes];
        for (int row = 0; row < data.Count; row++) targets[(row * _classes) + data.Labels[row]] = 1;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor features = Tensor.From(data.Values, data.Count, _dimension);
        Tensor mean = features.Mean([0], dtype: ScalarType.Float64).To(ScalarType.Float32);
        _mean = mean.ToArray<double>();
        _features = (features - mean).To(precision).Own();
        _targets = Tensor.From(targets, data.Count, _classes).To(precision).Own();
    }

    /// <summary>Steps of the optimiser in the last fit.</summary>
    public int Iterations { get; private set; }

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
        Iterations = optimiser.Iterations;
        int split = _classes * _dimension;
        (double[] weights, double[] intercepts) = (_parameters[..split], _parameters[split..]);
        for (int i = 0; i < split; i++) intercepts[i / _dimension] -= weights[i] * _mean[i % _dimension];
        return new(weights, intercepts, _dimension);
    }

    public void Dispose()
    {
        _features.Dispose();
        _targets.Dispose();
    }

    private double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double l2)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        int split = _classes * _dimension;
        Tensor weight = Tensor.From(point[..split], _classes, _dimension).To(_precision);
        Tensor intercept = Tensor.From(point[split..], _classes).To(_precision);
        Tensor logProbabilities = Ops.Linear(_features, weight, intercept).LogSoftmax(1);              // [count, classes]
        double count = _targets.Size(0);
        double value = -(logProbabilities * _targets).Sum(dtype: ScalarType.Float64).Item<double>() / count;
        Tensor residual = logProbabilities.Exp() - _targets;
        double[] weightGradient = residual.T().Matmul(_features).ToArray<double>();
        double[] interceptGradient = residual.Sum([0], dtype: ScalarType.Float64).ToArray<double>();
        double squares = 0;
        for (int i = 0; i < split; i++)
        {
            squares += point[i] * point[i];
            gradient[i] = (weightGradient[i] / count) + (l2 * point[i]);
        }

        for (int i = 0; i < _classes; i++) gradient[split + i] = interceptGradient[i] / count;
        return value + (l2 / 2 * squares);
    }
}
