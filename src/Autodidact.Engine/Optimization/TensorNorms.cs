namespace Autodidact.Engine.Optimization;

// Norms of many tensors as one vector, so that ratios of them cost a few calls for the whole group and no look from the host.
internal static class TensorNorms
{
    public static Tensor Of(ReadOnlySpan<Tensor> tensors) => Ops.Stack(Ops.ForeachNorm(tensors));

    // Ratios for tensors whose norms leave none: 1 for those that are zero themselves, which could not grow otherwise, and 0
    // where the norm of the step is zero, so that a weight without any gradient stays where it is.
    public static Tensor Settle(Tensor ratios, Tensor weights, Tensor steps) => ratios.MaskedFill(weights.Eq(0), 1).MaskedFill(steps.Eq(0), 0);
}
