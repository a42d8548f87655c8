namespace Autodidact.Engine.Optimization;

// Norms of many tensors as one vector, so that ratios of them cost a few calls for the whole group and no look from the host.
internal static class TensorNorms
{
    public static Tensor Of(ReadOnlySpan<Tensor> tensors) => Ops.Stack(Ops.ForeachNorm(tensors));

    public static Tensor Ratio(Tensor dividend, Tensor divisor, Tensor oneWhereZero) => (dividend / divisor).MaskedFill(oneWhereZero.Eq(0), 1);
}
