using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// The head of iBOT (Zhou et al. 2021, arXiv:2111.07832, section 3.3): one MLP for the class token and the patches, and classes for each
/// or for both together. With the names of the authors' weights.
/// </summary>
public sealed class IBotHead : Module
{
    private readonly Layer _mlp;
    private readonly WeightNormLinear _last, _patchLast;

    /// <param name="patchClasses">Classes of patches; null where patches share those of the class token.</param>
    public IBotHead(int inputSize, int hiddenSize, int bottleneckSize, int classes, int? patchClasses = null, int layers = 3, bool batchNorm = false, bool normalizedClasses = true)
    {
        _mlp = Child("mlp", DinoHead.Mlp(inputSize, hiddenSize, bottleneckSize, layers, batchNorm));
        _last = Child("last_layer", new WeightNormLinear(bottleneckSize, classes, learnsLength: !normalizedClasses));
        _patchLast = patchClasses is int own ? Child("last_layer2", new WeightNormLinear(bottleneckSize, own, learnsLength: !normalizedClasses)) : _last;
    }

    /// <summary>Logits of the class token, <c>[batch, classes]</c>, and of the patches, <c>[batch, patches, patchClasses]</c>.</summary>
    /// <param name="tokens"><c>[batch, 1 + patches, inputSize]</c>, the class token first.</param>
    public (Tensor Class, Tensor Patches) Forward(Tensor tokens)
    {
        Tensor rows = _mlp.Forward(tokens).Normalize();
        return (_last.Forward(rows.Select(1, 0)), _patchLast.Forward(rows.Narrow(1, 1, rows.Size(1) - 1)));
    }
}
