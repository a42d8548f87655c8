using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.Convolutional;
using Autodidact.Models.Tokenizers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Tokens;

/// <summary>VQ-VAE: the picture is made again from the codes of its patches. van den Oord et al. 2017, arXiv:1711.00937, with codes that are moving means (appendix A.1).</summary>
public sealed class VqVae : TokenizerMethod, IReconstructs
{
    private readonly PixelDecoder _decoder;

    public VqVae(VqVaeOptions options, PatchBackbone backbone, MethodContext context) : base(options, backbone, normalized: false, context.Seed) =>
        _decoder = Child("decoder", new PixelDecoder(options.CodeSize, options.DecoderWidth, backbone.PatchSize, options.DecoderUnits));

    /// <inheritdoc/>
    public Reconstruction Reconstruct(ImageViews batch)
    {
        Tensor images = batch.View(0), whole = Covered(images);
        return new(whole, whole, Decoded(images, Tokenizer.Quantize(images).Codes));
    }

    // Mean squared error of a picture's pixels.
    protected override Tensor Error(Tensor images, Tensor codes)
    {
        Tensor decoded = Decoded(images, codes);
        using FullPrecision guard = new(images.Device);
        return (FullPrecision.Of(decoded) - Covered(images)).Square().Mean([1, 2, 3]);
    }

    private Tensor Decoded(Tensor images, Tensor codes)
    {
        (int rows, int columns) = Tokenizer.Grid(images);
        return _decoder.Forward(codes, rows, columns);
    }

    // Without an edge that no patch covers.
    private Tensor Covered(Tensor images)
    {
        (int rows, int columns) = Tokenizer.Grid(images);
        return images.Narrow(2, 0, (long)rows * Tokenizer.PatchSize).Narrow(3, 0, (long)columns * Tokenizer.PatchSize);
    }
}
