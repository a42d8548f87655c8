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
    /// Fills the weights of linear layers, convolutions and embeddings of a module and those below it uniformly in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010,
    /// eq. 16), convolutions as the matrices that they are of a patch, and the biases of linear layers with 0.
    /// </summary>
    public static void Xavier(Module module) => Fill(module, isZero: layer => layer is Linear, weight =>
    {
        double outputs = weight.Size(0), inputs = weight.ElementCount / outputs, bound = Math.Sqrt(6 / (inputs + outputs));
        weight.UniformInPlace(-bound, bound);
    });

    /// <summary>Fills the weights of linear layers, convolutions and embeddings of a module and those below it from a normal distribution, and their biases with 0.</summary>
    /// <param name="deviation">Its standard deviation: 0.02 in most transformers.</param>
    public static void Normal(Module module, double deviation) => Fill(module, isZero: _ => true, weight => weight.NormalInPlace(0, deviation));

    // What else is learned, such as tables of positions, begins as its module says.
    private static void Fill(Module module, Func<Module, bool> isZero, Action<Tensor> fill)
    {
        ArgumentNullException.ThrowIfNull(module);
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach (Module layer in module.Below<Module>().Where(layer => layer is Linear or Convolution2d or Embedding))
            foreach (Tensor parameter in layer.Parameters())
            {
                if (parameter.Rank > 1) fill(parameter);
                else if (isZero(layer)) parameter.ZeroInPlace();
            }
    }
}
