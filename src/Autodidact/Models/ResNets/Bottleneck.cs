using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.ResNets;

/// <summary>
/// 1x1, 3x3 and 1x1 convolutions, four times as many channels out (He et al. 2016, figure 5 right); the stride lies on the
/// 3x3 convolution, as in torchvision ("v1.5").
/// </summary>
internal sealed class Bottleneck : ResidualBlock
{
    public const int Expansion = 4;

    private readonly Convolution2d _conv1;
    private readonly BatchNorm _bn1;
    private readonly Convolution2d _conv2;
    private readonly BatchNorm _bn2;
    private readonly Convolution2d _conv3;
    private readonly BatchNorm _bn3;

    public Bottleneck(int inputs, int width, int stride)
    {
        _conv1 = Child("conv1", new Convolution2d(inputs, width, 1, bias: false));
        _bn1 = Child("bn1", new BatchNorm(width));
        _conv2 = Child("conv2", new Convolution2d(width, width, 3, stride, 1, bias: false));
        _bn2 = Child("bn2", new BatchNorm(width));
        _conv3 = Child("conv3", new Convolution2d(width, width * Expansion, 1, bias: false));
        _bn3 = Child("bn3", new BatchNorm(width * Expansion));
        ProjectShortcut(inputs, width * Expansion, stride);
    }

    protected override Tensor Residual(Tensor input)
    {
        Tensor hidden = _bn1.Forward(_conv1.Forward(input));
        hidden.ReluInPlace();
        hidden = _bn2.Forward(_conv2.Forward(hidden));
        hidden.ReluInPlace();
        return _bn3.Forward(_conv3.Forward(hidden));
    }

    protected override Func<Tensor, Tensor, Tensor> FreezeResidual(FrozenNetwork network)
    {
        FoldedConvolution first = network.Fold(_conv1, _bn1), second = network.Fold(_conv2, _bn2), third = network.Fold(_conv3, _bn3);
        return (input, shortcut) => third.Forward(second.Forward(first.Forward(input)), shortcut);
    }
}
