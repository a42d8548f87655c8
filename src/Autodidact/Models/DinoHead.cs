using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// The head of DINO (Caron et al. 2021, arXiv:2104.14294, appendix C): an MLP to a bottleneck, whose direction is compared with that of
/// every class. <c>[..., inputSize]</c> to logits <c>[..., classes]</c>, with the names of the authors' weights.
/// </summary>
public sealed class DinoHead : Layer
{
    private const double FirstWeights = 0.02;

    private readonly Layer _mlp;
    private readonly BatchNorm? _norm;
    private readonly WeightNormLinear _last;

    /// <param name="layers">Linear layers of the MLP, at least 1.</param>
    /// <param name="batchNorm">Batch norm after every linear layer but the last.</param>
    /// <param name="normalizedClasses">Whether class vectors have length 1, so that logits are cosines; it makes training stabler.</param>
    /// <param name="bottleneckBatchNorm">Batch norm, without scale and shift, of the bottleneck; not in the paper.</param>
    public DinoHead(int inputSize, int hiddenSize, int bottleneckSize, int classes, int layers = 3, bool batchNorm = false, bool normalizedClasses = true, bool bottleneckBatchNorm = false)
    {
        _mlp = Child("mlp", Mlp(inputSize, hiddenSize, bottleneckSize, layers, batchNorm));
        if (bottleneckBatchNorm) _norm = Child("norm", new BatchNorm(bottleneckSize, affine: false));
        _last = Child("last_layer", new WeightNormLinear(bottleneckSize, classes, learnsLength: !normalizedClasses));
    }

    /// <summary>The layer that holds the classes.</summary>
    public Module LastLayer => _last;

    public override Tensor Forward(Tensor input) => _last.Forward((_norm is null ? _mlp.Forward(input) : _norm.Forward(_mlp.Forward(input))).Normalize());

    // With the authors' first weights: a common shift would make all directions alike.
    internal static Layer Mlp(int inputSize, int hiddenSize, int bottleneckSize, int layers, bool batchNorm)
    {
        if (layers == 1) return First(new Linear(inputSize, bottleneckSize));
        List<Layer> parts = [];
        for (int i = 0; i < layers - 1; i++)
        {
            parts.Add(First(new Linear(i == 0 ? inputSize : hiddenSize, hiddenSize)));
            if (batchNorm) parts.Add(new BatchNorm(hiddenSize));
            parts.Add(new Gelu());
        }
        parts.Add(First(new Linear(hiddenSize, bottleneckSize)));
        return new Sequential([.. parts]);

        static Linear First(Linear layer)
        {
            using NoGradient guard = new();
            foreach (Tensor parameter in layer.Parameters())
            {
                if (parameter.Rank == 2) parameter.NormalInPlace(0, FirstWeights);
                else parameter.ZeroInPlace();
            }
            return layer;
        }
    }
}
