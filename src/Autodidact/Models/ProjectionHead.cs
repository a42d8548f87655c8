using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>Small networks between a backbone and an objective; they are thrown away after pretraining.</summary>
public static class ProjectionHead
{
    /// <summary>
    /// Linear layers with rectifiers between them, <c>[batch, inputSize]</c> to <c>[batch, outputSize]</c>.
    /// </summary>
    /// <param name="layers">Linear layers: 2 in SimCLR, 3 in SimCLR v2.</param>
    /// <param name="batchNorm">Batch norm after every linear layer but the last.</param>
    /// <param name="outputBatchNorm">Batch norm after the last one, without scale and shift.</param>
    public static Sequential Mlp(int inputSize, int hiddenSize, int outputSize, int layers = 2, bool batchNorm = false, bool outputBatchNorm = false)
    {
        List<Layer> parts = [];
        for (int i = 0; i < layers - 1; i++)
        {
            parts.Add(new Linear(i == 0 ? inputSize : hiddenSize, hiddenSize, bias: !batchNorm));
            if (batchNorm) parts.Add(new BatchNorm(hiddenSize));
            parts.Add(new Relu());
        }
        parts.Add(new Linear(layers == 1 ? inputSize : hiddenSize, outputSize, bias: !outputBatchNorm));
        if (outputBatchNorm) parts.Add(new BatchNorm(outputSize, affine: false));
        return new Sequential([.. parts]);
    }

    /// <summary>A linear layer, with batch norm (without scale and shift) behind it or alone.</summary>
    public static Layer Linear(int inputSize, int outputSize, bool batchNorm) =>
        batchNorm ? Mlp(inputSize, outputSize, outputSize, 1, outputBatchNorm: true) : new Linear(inputSize, outputSize);
}
