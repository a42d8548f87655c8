namespace Autodidact.Engine.Optimization;

/// <summary>
/// Adagrad: <c>s += g^2</c>, <c>p -= learningRate * g / (sqrt(s) + epsilon)</c> (Duchi et al. 2011, JMLR 12). It knows no momentum.
/// </summary>
public sealed class Adagrad(IEnumerable<ParameterGroup> groups, double learningRate = 1e-2, double epsilon = 1e-10, double weightDecay = 0)
    : Optimizer(groups, learningRate, weightDecay, momentum: 0, "sum")
{
    private readonly double _epsilon = Valid(epsilon, epsilon >= 0, nameof(epsilon), "a number of at least 0");

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> gradients = batch.DecayedGradients(), sum = batch.State(0);
        Ops.ForeachAddcmulInPlace(sum, gradients, gradients);
        Tensor[] divisors = Ops.ForeachSqrt(sum);
        Ops.ForeachAddInPlace(divisors, _epsilon);
        Ops.ForeachAddcdivInPlace(batch.Parameters, gradients, divisors, -batch.LearningRate);
    }
}
