namespace Autodidact.Engine.Optimization;

/// <summary>
/// Layer-wise adaptive rate scaling: SGD with momentum whose step of each tensor is scaled to the tensor's norm (You et al.
/// 2017, arXiv:1708.03888, eq. 6), for large batches. The trust ratio is
/// <list type="bullet">
/// <item><c>trust * |p| / |g + weightDecay * p|</c> by default, as in MoCo v3, Barlow Twins and VICReg;</item>
/// <item><c>trust * |p| / (|g| + weightDecay * |p| + epsilon)</c>, the paper's own, with <c>separateNorms</c>, as in lightly
/// and solo-learn;</item>
/// </list>
/// and 1 for tensors that are zero and in groups that do not adapt.
/// </summary>
public sealed class Lars : Optimizer
{
    private readonly double _trust;
    private readonly double _epsilon;
    private readonly bool _nesterov;
    private readonly bool _separateNorms;
    private readonly bool _clip;

    /// <param name="weightDecay">Added to the gradient as <c>weightDecay * p</c>.</param>
    /// <param name="trust">The trust coefficient (the paper's eta), over 0.</param>
    /// <param name="epsilon">Added to the divisor of the trust ratio.</param>
    /// <param name="nesterov">Whether the step looks ahead along the momentum.</param>
    /// <param name="separateNorms">Whether gradient and decay enter the divisor by their own norms.</param>
    /// <param name="clip">Whether the trust ratio is at most such that no tensor has a larger rate than the learning rate (solo-learn's <c>clip_lr</c>).</param>
    public Lars(
        IEnumerable<ParameterGroup> groups, double learningRate, double momentum = 0.9, double weightDecay = 0, double trust = 0.001,
        double epsilon = 0, bool nesterov = false, bool separateNorms = false, bool clip = false)
        : base(groups, learningRate, weightDecay, momentum, "momentum_buffer")
    {
        _trust = Valid(trust, trust > 0, nameof(trust), "over 0");
        _epsilon = Valid(epsilon, epsilon >= 0, nameof(epsilon), "a number of at least 0");
        (_nesterov, _separateNorms, _clip) = (nesterov, separateNorms, clip);
    }

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> direction = batch.DecayedGradients();
        ReadOnlySpan<Tensor> average = batch.State(0);
        if (batch.Adapts) direction = Ops.ForeachMul(direction, TrustRatios(batch, direction));
        Ops.ForeachMulInPlace(average, Momentum);
        Ops.ForeachAddInPlace(average, direction);
        Ops.ForeachAddInPlace(batch.Parameters, _nesterov ? Ops.ForeachAdd(direction, average, Momentum) : average, -batch.LearningRate);
    }

    private Tensor[] TrustRatios(ParameterBatch batch, ReadOnlySpan<Tensor> direction)
    {
        Tensor weights = TensorNorms.Of(batch.Parameters);
        Tensor steps = TensorNorms.Of(_separateNorms ? batch.Gradients : direction);
        Tensor divisor = (_separateNorms ? steps + batch.WeightDecay * weights : steps) + _epsilon;
        Tensor ratios = _trust * weights / divisor;
        if (_clip) ratios = (ratios / batch.LearningRate).Clamp(max: 1);
        return TensorNorms.Settle(ratios, weights, steps).Unbind();
    }
}
