namespace Autodidact.Engine.Optimization;

/// <summary>
/// RMSprop in PyTorch's form: <c>v = alpha * v + (1 - alpha) * g^2</c>, <c>b = momentum * b + g / (sqrt(v) + epsilon)</c>,
/// <c>p -= learningRate * b</c> (Tieleman and Hinton 2012, lecture 6.5).
/// </summary>
public sealed class RmsProp(
    IEnumerable<ParameterGroup> groups, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0)
    : Optimizer(groups, learningRate, weightDecay, momentum, "square_avg", "momentum_buffer")
{
    private readonly double _alpha = Valid(alpha, alpha is >= 0 and < 1, nameof(alpha), "at least 0 and less than 1");
    private readonly double _epsilon = Valid(epsilon, epsilon >= 0, nameof(epsilon), "a number of at least 0");

    /// <inheritdoc/>
    protected internal override void Update(ParameterBatch batch)
    {
        ReadOnlySpan<Tensor> gradients = batch.DecayedGradients(), square = batch.State(0), average = batch.State(1);
        Ops.ForeachMulInPlace(square, _alpha);
        Ops.ForeachAddcmulInPlace(square, gradients, gradients, 1 - _alpha);
        Tensor[] divisors = Ops.ForeachSqrt(square);
        Ops.ForeachAddInPlace(divisors, _epsilon);
        Ops.ForeachMulInPlace(average, Momentum);
        Ops.ForeachAddcdivInPlace(average, gradients, divisors);
        Ops.ForeachAddInPlace(batch.Parameters, average, -batch.LearningRate);
    }
}
