namespace Autodidact.Engine.Optimization;

// Running averages of gradients and of their squares, as Adam and LAMB keep them.
internal static class Moments
{
    public static void Update(ReadOnlySpan<Tensor> mean, ReadOnlySpan<Tensor> square, ReadOnlySpan<Tensor> gradients, double beta1, double beta2)
    {
        Ops.ForeachMulInPlace(mean, beta1);
        Ops.ForeachAddInPlace(mean, gradients, 1 - beta1);
        Ops.ForeachMulInPlace(square, beta2);
        Ops.ForeachAddcmulInPlace(square, gradients, gradients, 1 - beta2);
    }

    // What an average that began at zero must be divided by after so many steps.
    public static double Correction(double beta, long step) => 1 - Math.Pow(beta, step);
}
