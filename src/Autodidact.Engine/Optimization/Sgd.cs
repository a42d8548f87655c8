namespace Autodidact.Engine.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum, in PyTorch's form: <c>b = momentum * b + (1 - dampening) * g</c>,
/// <c>p -= learningRate * b</c>; with Nesterov's momentum <c>p -= learningRate * (g + momentum * b)</c> (Sutskever et al. 2013).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _dampening;
    private readonly bool _nesterov;

    /// <param name="weightDecay">Added to the gradient as <c>weightDecay * p</c> (L2).</param>
    /// <param name="dampening">Share of the gradient that is kept out of the momentum after the first step, in [0, 1].</param>
    /// <param name="nesterov">Needs a momentum over 0 and no dampening.</param>
    public Sgd(
        IEnumerable<ParameterGroup> groups, double learningRate, double momentum = 0, double weightDecay = 0, double dampening = 0, bool nesterov = false)
        : base(groups, learningRate, weightDecay, momentum, "momentum_buffer")
    {
        _dampening = Valid(dampening, dampening is >= 0 and <= 1, nameof(dampening), "from 0 to 1");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException("Nesterov's momentum needs a momentum over 0 and no dampening.", nameof(nesterov));
        _nesterov = nesterov;
    }

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> direction = batch.DecayedGradients();
        ReadOnlySpan<Tensor> average = batch.State(0);
        if (Momentum > 0)
        {
            Ops.ForeachMulInPlace(average, Momentum);
            Ops.ForeachAddInPlace(average, direction, batch.Step == 1 ? 1 : 1 - _dampening);
            direction = _nesterov ? Ops.ForeachAdd(direction, average, Momentum) : average;
        }

        Ops.ForeachAddInPlace(batch.Parameters, direction, -batch.LearningRate);
    }
}
