using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Convolutional;

/// <summary>A small convolution and one of a single pixel beside a path that goes around both (van den Oord et al. 2017, arXiv:1711.00937, section 4.1).</summary>
internal sealed class ResidualUnit : Layer
{
    private readonly Convolution2d _first, _second;

    public ResidualUnit(int width)
    {
        _first = Child("conv1", new Convolution2d(width, width, 3, padding: 1));
        _second = Child("conv2", new Convolution2d(width, width, 1));
    }

    public override Tensor Forward(Tensor input) => input + _second.Forward(_first.Forward(input.Relu()).Relu());
}
