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

    /// <summary>
    /// Fills all matrices of a module and those below it uniformly in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, eq. 16), convolutions as the matrices
    /// that they are of a patch, and the biases of linear layers with 0.
    /// </summary>
    public static void Xavier(Module module) => Fill(module, weight =>
    {
        double outputs = weight.Size(0), inputs = weight.ElementCount / outputs, bound = Math.Sqrt(6 / (inputs + outputs));
        weight.UniformInPlace(-bound, bound);
    });

    /// <summary>Fills all matrices and convolutions of a module and those below it from a normal distribution, and the biases of linear layers with 0.</summary>
    /// <param name="deviation">Its standard deviation: 0.02 in most transformers.</param>
    public static void Normal(Module module, double deviation) => Fill(module, weight => weight.NormalInPlace(0, deviation));

    private static void Fill(Module module, Action<Tensor> fill)
    {
        ArgumentNullException.ThrowIfNull(module);
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach (Linear layer in module.Below<Linear>())
            foreach (Tensor bias in layer.Parameters().Where(parameter => parameter.Rank == 1))
                bias.ZeroInPlace();
        foreach (Tensor weight in module.Parameters().Where(parameter => parameter.Rank is 2 or 4)) fill(weight);
    }
}
