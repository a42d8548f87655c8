using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>The loss by the engine's matrix products, for any number of classes and any precision.</summary>
internal sealed class TensorSoftmaxLoss : SoftmaxLoss
{
    private readonly Tensor _features, _targets;
    private readonly int _dimension, _classes;
    private readonly ScalarType _precision;

    /// <param name="data">The rows.</param>
    /// <param name="mean">Is taken off each row, <c>[dimension]</c>.</param>
    /// <param name="precision">Of the products; sums are always in double precision.</param>
    public TensorSoftmaxLoss(LabelledFeatures data, float[] mean, ScalarType precision)
    {
        (_dimension, _classes, _precision) = (data.Dimension, data.Classes, precision);
        float[] targets = new float[data.Count * _classes];
        for (int row = 0; row < data.Count; row++) targets[(row * _classes) + data.Labels[row]] = 1;
        using TensorScope scope = new();
        using NoGradient guard = new();
        _features = (Tensor.From(data.Values, data.Count, _dimension) - Tensor.From(mean)).To(precision).Own();
        _targets = Tensor.From(targets, data.Count, _classes).To(precision).Own();
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
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
        ((residual.T().Matmul(_features).To(ScalarType.Float64) / count).ToArray<double>()).CopyTo(gradient);
        ((residual.Sum([0L], dtype: ScalarType.Float64) / count).ToArray<double>()).CopyTo(gradient[split..]);
        return value;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _features.Dispose();
        _targets.Dispose();
        base.Dispose();
    }
}
