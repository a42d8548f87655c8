namespace Autodidact.Engine.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1), with weight decay as L2 in the gradient; <see cref="AdamW"/> decays
/// apart from it. <see cref="Optimizer.Momentum"/> is the first beta.
/// </summary>
public class Adam : Optimizer
{
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _largest;
    private readonly bool _decoupled;

    /// <param name="beta2">Share of the past in the second moment, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="amsgrad">Whether to divide by the largest second moment so far (Reddi et al. 2018, arXiv:1904.09237).</param>
    public Adam(
        IEnumerable<ParameterGroup> groups, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double weightDecay = 0, bool amsgrad = false)
        : this(groups, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, decoupled: false)
    {
    }

    private protected Adam(
        IEnumerable<ParameterGroup> groups, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool amsgrad, bool decoupled)
        : base(groups, learningRate, weightDecay, beta1, amsgrad ? ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"] : ["exp_avg", "exp_avg_sq"])
    {
        _beta2 = Valid(beta2, beta2 is >= 0 and < 1, nameof(beta2), "at least 0 and less than 1");
        _epsilon = Valid(epsilon, epsilon >= 0, nameof(epsilon), "a number of at least 0");
        (_largest, _decoupled) = (amsgrad, decoupled);
    }

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> gradients = _decoupled ? batch.Gradients : batch.DecayedGradients();
        ReadOnlySpan<Tensor> mean = batch.State(0), square = batch.State(1);
        if (_decoupled && batch.WeightDecay > 0) Ops.ForeachMulInPlace(batch.Parameters, 1 - batch.LearningRate * batch.WeightDecay);
        Moments.Update(mean, square, gradients, Momentum, _beta2);
        if (_largest)
        {
            ReadOnlySpan<Tensor> largest = batch.State(2);
            Ops.ForeachMaximumInPlace(largest, square);
            square = largest;
        }

        Tensor[] divisors = Ops.ForeachSqrt(square);
        Ops.ForeachMulInPlace(divisors, 1 / Math.Sqrt(Moments.Correction(_beta2, batch.Step)));
        Ops.ForeachAddInPlace(divisors, _epsilon);
        Ops.ForeachAddcdivInPlace(batch.Parameters, mean, divisors, -batch.LearningRate / Moments.Correction(Momentum, batch.Step));
    }
}
