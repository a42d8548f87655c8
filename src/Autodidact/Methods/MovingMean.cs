using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Methods;

/// <summary>A mean over steps: the centre of a teacher's logits, the sizes of its clusters.</summary>
public sealed class MovingMean : Module
{
    private readonly double _momentum;

    /// <param name="size">Elements.</param>
    /// <param name="momentum">How much of it stays at each step, in [0, 1).</param>
    /// <param name="initial">What every element is at first.</param>
    public MovingMean(long size, double momentum, double initial = 0)
    {
        _momentum = momentum;
        Value = Buffer("mean", Tensor.Full([size], initial));
    }

    /// <summary>The mean so far, <c>[size]</c>.</summary>
    public Tensor Value { get; }

    /// <summary>How far a step's mean would move this one, relative to where that would end: 1 at first, near 0 when it has settled.</summary>
    /// <param name="mean">Of a step's rows, <c>[size]</c>.</param>
    public Tensor Drift(Tensor mean)
    {
        using NoGradient guard = new();
        Tensor change = (mean.To(Value.Type) - Value) * (1 - _momentum);
        return change.LinalgVectorNorm(2) / (Value + change).LinalgVectorNorm(2).ClampMin(1e-30);
    }

    /// <summary>Moves to the mean of a step's rows.</summary>
    /// <param name="rows">Of all processes, <c>[..., size]</c>, or their mean.</param>
    public void Follow(Tensor rows)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor mean = FullPrecision.Of(rows).Reshape([-1, Value.Size(0)]).Mean([0]).To(Value.Type);
        Value.MulInPlace(_momentum);
        Value.AddInPlace(mean, 1 - _momentum);
    }
}
