using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.ResNets;

/// <summary>A block computes a residual that is added to its input (He et al. 2016, eq. 1 and 2).</summary>
internal abstract class ResidualBlock : Layer
{
    private Sequential? _shortcut;

    /// <summary>The residual, before the addition.</summary>
    protected abstract Tensor Residual(Tensor input);

    /// <summary>The whole block for inference alone; see <see cref="FrozenNetwork"/>.</summary>
    public Func<Tensor, Tensor> Freeze(FrozenNetwork network)
    {
        Func<Tensor, Tensor, Tensor> residual = FreezeResidual(network);
        FoldedConvolution? shortcut = _shortcut is null ? null : network.Fold((Convolution2d)_shortcut.Layers[0], (BatchNorm)_shortcut.Layers[1]);
        return input =>
        {
            using TensorScope scope = new();
            return residual(input, shortcut?.Forward(input, rectified: false) ?? input).Keep();
        };
    }

    /// <summary>From input and shortcut to the rectified sum of residual and shortcut.</summary>
    protected abstract Func<Tensor, Tensor, Tensor> FreezeResidual(FrozenNetwork network);

    /// <summary>A projection where the residual has another shape than the input (option B).</summary>
    protected void ProjectShortcut(int inputs, int outputs, int stride)
    {
        if (stride != 1 || inputs != outputs)
            _shortcut = Child("downsample", new Sequential(new Convolution2d(inputs, outputs, 1, stride, bias: false), new BatchNorm(outputs)));
    }

    public override Tensor Forward(Tensor input)
    {
        Tensor output = Residual(input);
        output.AddInPlace(_shortcut?.Forward(input) ?? input);
        output.ReluInPlace();
        return output;
    }
}
