using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>Projection heads and predictors with batch norm after every layer, the last one perhaps too (MoCo v3, NNCLR).</summary>
public static class NormalizedHead
{
    /// <summary>A linear layer, with batch norm (without scale and shift) behind it or alone.</summary>
    public static Layer Linear(int inputSize, int outputSize, bool batchNorm) =>
        batchNorm ? Mlp(inputSize, outputSize, outputSize, 1) : new Linear(inputSize, outputSize);

    /// <summary>Linear layers without bias, each with batch norm, rectifiers between them: <c>[batch, inputSize]</c> to <c>[batch, outputSize]</c>.</summary>
    /// <param name="layers">Linear layers, at least 1.</param>
    /// <param name="last">Whether batch norm, without scale and shift, follows the last layer too.</param>
    public static Sequential Mlp(int inputSize, int hiddenSize, int outputSize, int layers, bool last = true)
    {
        List<Layer> parts = [];
        for (int i = 0; i < layers - 1; i++)
            parts.AddRange([new Linear(i == 0 ? inputSize : hiddenSize, hiddenSize, bias: false), new BatchNorm(hiddenSize), new Relu()]);
        parts.Add(new Linear(layers == 1 ? inputSize : hiddenSize, outputSize, bias: !last));
        if (last) parts.Add(new BatchNorm(outputSize, affine: false));
        return new Sequential([.. parts]);
    }
}
