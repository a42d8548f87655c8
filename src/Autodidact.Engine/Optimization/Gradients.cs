namespace Autodidact.Engine.Optimization;

/// <summary>The gradients of many parameters as one vector.</summary>
public static class Gradients
{
    /// <summary>Scales the gradients down, in place, where their common Euclidean norm is over a maximum: <c>g *= min(1, maximum / norm)</c>.</summary>
    /// <param name="maximum">The largest norm to leave, over 0.</param>
    /// <returns>The norm before, a tensor without dimensions in the scope that is open; the device is not waited for.</returns>
    /// <exception cref="InvalidOperationException">No parameter has a gradient.</exception>
    public static Tensor Clip(IEnumerable<Tensor> parameters, double maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximum);
        Tensor norm;
        using (TensorScope scope = new())
        {
            using NoGradient guard = new();
            Tensor[] gradients = [.. parameters.Select(parameter => parameter.Gradient).OfType<Tensor>()];
            if (gradients.Length == 0) throw new InvalidOperationException("No parameter has a gradient: call Backward before clipping.");
            norm = TensorNorms.Of(gradients).LinalgVectorNorm(2).Keep();
            Tensor scale = maximum * norm.ClampMin(maximum).Pow(-1);
            Ops.ForeachMulInPlace(gradients, Enumerable.Repeat(scale, gradients.Length).ToArray());
        }

        return norm;
    }
}
