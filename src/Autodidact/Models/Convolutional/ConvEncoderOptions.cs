using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Autodidact.Configuration;

namespace Autodidact.Models.Convolutional;

/// <summary>A few convolutions: the encoder of VQ-VAE.</summary>
public sealed record ConvEncoderOptions : PatchBackboneOptions, ICheckedOptions
{
    private const int SmallPictures = 64, SmallPatch = 4, UsualPatch = 16;

    public override string Name => "conv-encoder";

    /// <summary>Rows and columns of the pixels that become one token, a power of 2. Unset: 4 for pictures of up to 64 pixels, otherwise 16.</summary>
    [Range(2, 64)]
    public int? PatchSize { get; init; }

    /// <summary>Channels, 4 to 2048; 256 in the paper of VQ-VAE.</summary>
    [Range(4, 2048)]
    public int Width { get; init; } = 64;

    /// <summary>Residual units behind the convolutions that make the picture smaller.</summary>
    [Range(0, 16)]
    public int Units { get; init; } = 2;

    public override int? PatchPixels => PatchSize;

    public override int LeastFeatures => Width;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (PatchSize is int patch && !BitOperations.IsPow2(patch))
            yield return new("patch_size", $"{patch}", "must be a power of 2: every convolution halves the picture");
    }

    public override BackboneOptions Resolve(int imageSize) => this with { PatchSize = PatchSize ?? (imageSize <= SmallPictures ? SmallPatch : UsualPatch) };

    public override ConfigurationMistake? SizeProblem(int size) => PatchProblem(PatchSize, size);

    protected override long NetworkWeights => (long)Width * Width * (9 + (16L * (Halvings - 1)) + (10L * Units));

    protected override PatchBackbone CreatePatches() => new ConvEncoder(Width, Halvings, Units);

    private int Halvings => BitOperations.Log2((uint)(PatchSize ?? SmallPatch));
}
