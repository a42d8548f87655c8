using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Convolutional;

/// <summary>
/// The decoder of VQ-VAE (van den Oord et al. 2017, arXiv:1711.00937, section 4.1): residual convolutions, then transposed ones of 4 x 4 that double the map until a code
/// has become a patch. What of a patch's size is odd is made at once by the last layer.
/// </summary>
public sealed class PixelDecoder : Module
{
    private readonly int _rest;
    private readonly Layer _body, _pixels;

    /// <param name="size">Dimension of a code.</param>
    /// <param name="width">Channels.</param>
    /// <param name="patchSize">Rows and columns of a patch, in pixels.</param>
    /// <param name="units">Residual units.</param>
    public PixelDecoder(int size, int width, int patchSize, int units)
    {
        _rest = patchSize;
        while (_rest % 2 == 0) _rest /= 2;
        List<Layer> body = [new Convolution2d(size, width, 3, padding: 1), .. Enumerable.Range(0, units).Select(_ => new ResidualUnit(width)), new Relu()];
        for (int left = patchSize / _rest; left > 2; left /= 2) body.AddRange([new TransposedConvolution2d(width, width, 4, 2, 1), new Relu()]);
        _body = Child("body", new Sequential([.. body]));
        long pixels = 3L * _rest * _rest;
        _pixels = Child<Layer>("pixels", patchSize % 2 == 0 ? new TransposedConvolution2d(width, pixels, 4, 2, 1) : new Convolution2d(width, pixels, 3, padding: 1));
    }

    /// <summary>Codes of patches, <c>[batch, rows * columns, size]</c>, to pixels, <c>[batch, 3, height, width]</c>.</summary>
    public Tensor Forward(Tensor codes, int rows, int columns)
    {
        long batch = codes.Size(0);
        Tensor map = _pixels.Forward(_body.Forward(codes.Transpose(1, 2).Reshape([batch, -1, rows, columns])));
        if (_rest == 1) return map;
        (long height, long width) = (map.Size(2), map.Size(3));
        return map.Reshape([batch, 3, _rest, _rest, height, width]).Permute([0, 1, 4, 2, 5, 3]).Reshape([batch, 3, height * _rest, width * _rest]);
    }
}
