using System.ComponentModel.DataAnnotations;

namespace Autodidact.Models.ResNets;

/// <summary>The thin three-stage ResNets for 32x32 pictures.</summary>
public sealed record CifarResNetOptions : BackboneOptions
{
    public override string Name => "cifar-resnet";

    /// <summary>Layers: 20, 32, 44, 56 or 110.</summary>
    [AllowedValues(20, 32, 44, 56, 110)]
    public int Depth { get; init; } = 20;

    /// <summary>Channels of the first stage, 4 to 256; the published networks have 16.</summary>
    [Range(4, 256)]
    public int Width { get; init; } = 16;

    /// <summary>The convolutions of the three stages, without those whose inputs come from another.</summary>
    public override long LeastWeights => 9L * ((2 * ((Depth - 2) / 6)) - 1) * Width * Width * (1 + 4 + 16);

    public override int LeastFeatures => 4 * Width;

    protected override Backbone CreateNetwork() => new CifarResNet(Depth, Width);
}
