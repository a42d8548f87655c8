namespace Autodidact.Engine.Optimization;

/// <summary>
/// Adam whose step of each tensor is scaled by <c>|p| / |step|</c>, for large batches (You et al. 2020, arXiv:1904.00962,
/// algorithm 2); the step has weight decay in it. The ratio is 1 for tensors that are zero and in groups that do not adapt.
/// <see cref="Optimizer.Momentum"/> is the first beta. Some implementations clip the gradients to a global norm of 1 first:
/// <see cref="Gradients.Clip"/>.
/// </summary>
public sealed class Lamb : Optimizer
{
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _correctBias;
    private readonly double _maximumWeightNorm;

    /// <param name="beta2">Share of the past in the second moment, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="correctBias">Whether the moments are corrected for having begun at zero, as in the paper; its first implementations did not.</param>
    /// <param name="maximumWeightNorm">Norms of parameters count at most this much in the ratio (the paper's phi).</param>
    public Lamb(
        IEnumerable<ParameterGroup> groups, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6,
        double weightDecay = 0.01, bool correctBias = true, double maximumWeightNorm = double.PositiveInfinity)
        : base(groups, learningRate, weightDecay, beta1, "exp_avg", "exp_avg_sq")
    {
        _beta2 = Valid(beta2, beta2 is >= 0 and < 1, nameof(beta2), "at least 0 and less than 1");
        _epsilon = Valid(epsilon, epsilon >= 0, nameof(epsilon), "a number of at least 0");
        if (!(maximumWeightNorm > 0)) throw new ArgumentOutOfRangeException(nameof(maximumWeightNorm), maximumWeightNorm, "The largest norm must be over 0.");
        (_correctBias, _maximumWeightNorm) = (correctBias, maximumWeightNorm);
    }

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> mean = batch.State(0), square = batch.State(1);
        Moments.Update(mean, square, batch.Gradients, Momentum, _beta2);
        Tensor[] divisors = Ops.ForeachSqrt(square);
        if (_correctBias) Ops.ForeachMulInPlace(divisors, 1 / Math.Sqrt(Moments.Correction(_beta2, batch.Step)));
        Ops.ForeachAddInPlace(divisors, _epsilon);
        Tensor[] steps = Ops.ForeachMul(mean, _correctBias ? 1 / Moments.Correction(Momentum, batch.Step) : 1);
        Ops.ForeachDivInPlace(steps, divisors);
        if (batch.WeightDecay > 0) Ops.ForeachAddInPlace(steps, batch.Parameters, batch.WeightDecay);
        if (batch.Adapts) Ops.ForeachMulInPlace(steps, TrustRatios(batch.Parameters, steps));
        Ops.ForeachAddInPlace(batch.Parameters, steps, -batch.LearningRate);
    }

    private Tensor[] TrustRatios(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> steps)
    {
        Tensor weights = TensorNorms.Of(parameters);
        if (double.IsFinite(_maximumWeightNorm)) weights = weights.Clamp(max: _maximumWeightNorm);
        Tensor norms = TensorNorms.Of(steps);
        return TensorNorms.Settle(weights / norms, weights, norms).Unbind();
    }
}
