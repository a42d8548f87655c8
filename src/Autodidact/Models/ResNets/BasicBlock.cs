using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.ResNets;

/// <summary>Two 3x3 convolutions (He et al. 2016, figure 5 left).</summary>
internal sealed class BasicBlock : ResidualBlock
{
    private readonly Convolution2d _conv1;
    private readonly BatchNorm _bn1;
    private readonly Convolution2d _conv2;
    private readonly BatchNorm _bn2;

    public BasicBlock(int inputs, int width, int stride)
    {
        _conv1 = Child("conv1", new Convolution2d(inputs, width, 3, stride, 1, bias: false));
        _bn1 = Child("bn1", new BatchNorm(width));
        _conv2 = Child("conv2", new Convolution2d(width, width, 3, 1, 1, bias: false));
        _bn2 = Child("bn2", new BatchNorm(width));
        ProjectShortcut(inputs, width, stride);
    }

    protected override Tensor Residual(Tensor input)
    {
        Tensor hidden = _bn1.Forward(_conv1.Forward(input));
        hidden.ReluInPlace();
        return _bn2.Forward(_conv2.Forward(hidden));
    }

    protected override Func<Tensor, Tensor, Tensor> FreezeResidual(FrozenNetwork network)
    {
        FoldedConvolution first = network.Fold(_conv1, _bn1), second = network.Fold(_conv2, _bn2);
        return (input, shortcut) => second.Forward(first.Forward(input), shortcut);
    }
}
