namespace Autodidact.Engine.Optimization;

/// <summary>Weights that follow others slowly: the teacher of BYOL, DINO and MoCo, or the average that is evaluated.</summary>
public static class ExponentialAverage
{
    /// <summary><c>target = momentum * target + (1 - momentum) * source</c> for each pair, in place, without gradient.</summary>
    /// <param name="targets">Floating-point tensors; counters, such as batch norm's, are to be copied instead.</param>
    /// <param name="sources">As many, of the same shapes.</param>
    /// <param name="momentum">From 0 (a copy) to 1 (no change).</param>
    public static void Update(ReadOnlySpan<Tensor> targets, ReadOnlySpan<Tensor> sources, double momentum)
    {
        if (momentum is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum must be from 0 to 1.");
        if (targets.Length != sources.Length)
            throw new ArgumentException($"There are {targets.Length} targets and {sources.Length} sources; each target needs its source.", nameof(sources));
        using NoGradient guard = new();
        Ops.ForeachMulInPlace(targets, momentum);
        Ops.ForeachAddInPlace(targets, sources, 1 - momentum);
    }
}
