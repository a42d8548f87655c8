using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Convolutional;

/// <summary>
/// The encoder of VQ-VAE (van den Oord et al. 2017, arXiv:1711.00937, section 4.1): convolutions of 4 x 4 that halve a picture, then residual ones. Its patches are
/// the places of its last map, which see a little further than their own pixels; its feature vector is their mean.
/// </summary>
public sealed class ConvEncoder : PatchBackbone
{
    private readonly Convolution2d[] _halvings;
    private readonly Layer _body;
    private readonly Tensor _weight;

    /// <param name="width">Channels.</param>
    /// <param name="halvings">How often a picture is halved: a patch has two to that power rows and columns.</param>
    /// <param name="units">Residual units.</param>
    public ConvEncoder(int width, int halvings, int units)
    {
        (FeatureSize, PatchSize) = (width, 1 << halvings);
        _halvings = Children("halvings", halvings, i => new Convolution2d(i == 0 ? 3 : width, width, 4, 2, 1));
        _body = Child("body", new Sequential([new Convolution2d(width, width, 3, padding: 1), .. Enumerable.Range(0, units).Select(_ => new ResidualUnit(width))]));
        _weight = _halvings[0].Parameters().First();
    }

    public override int FeatureSize { get; }

    public override int PatchSize { get; }

    public override Tensor Forward(Tensor input) => PatchTokens(input).Mean([1]);

    /// <inheritdoc/>
    /// <remarks>Pictures come in single precision, and the weights may be wider.</remarks>
    public override Tensor PatchTokens(Tensor images)
    {
        (int rows, int columns) = Grid(images);
        Tensor map = images.To(_weight.Type).Narrow(2, 0, (long)rows * PatchSize).Narrow(3, 0, (long)columns * PatchSize);
        foreach (Convolution2d halving in _halvings) map = halving.Forward(map).Relu();
        return _body.Forward(map).Relu().Flatten(2).Transpose(1, 2);
    }
}
