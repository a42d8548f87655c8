namespace Autodidact.Engine.Modules;

/// <summary>First values of parameters, drawn from the CPU generator.</summary>
public static class Initialization
{
    /// <summary>Uniform in +-1/sqrt(fan-in): what PyTorch gives linear and convolution layers.</summary>
    public static Tensor Uniform(ReadOnlySpan<long> shape, long fanIn)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        Tensor tensor = Tensor.Empty(shape);
        tensor.UniformInPlace(-bound, bound);
        return tensor;
    }

    /// <summary>Normal with variance 2 / fan, for layers followed by a rectifier (He et al. 2015, eq. 10 and 14).</summary>
    public static Tensor KaimingNormal(ReadOnlySpan<long> shape, long fan)
    {
        Tensor tensor = Tensor.Empty(shape);
        tensor.NormalInPlace(0, Math.Sqrt(2.0 / fan));
        return tensor;
    }
}
