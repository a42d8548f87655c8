using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Views;
using Autodidact.Models.ResNets;

namespace Autodidact.Models.LabSplits;

/// <summary>Two ResNet-18, one for luminance and one for colours: for contrastive multiview coding.</summary>
public sealed record LabResNet18Options : BackboneOptions
{
    public override string Name => "lab-resnet18";

    /// <summary>Channels of the first stage of each of the two networks, 4 to 256.</summary>
    [Range(4, 256)]
    public int Width { get; init; } = 32;

    /// <summary>The first layers; <c>auto</c> takes <c>cifar</c> for pictures of up to 64 pixels.</summary>
    public ResNetStem Stem { get; init; }

    /// <summary>Mean of red, green and blue that was subtracted from the pictures it is given; as in <c>views.mean</c>.</summary>
    [Length(3, 3)]
    public IReadOnlyList<double> Mean { get; init; } = Normalization.ImageNet.Mean;

    /// <summary>Standard deviation that they were divided by; as in <c>views.std</c>.</summary>
    [Length(3, 3)]
    public IReadOnlyList<double> Std { get; init; } = Normalization.ImageNet.Deviation;

    public override long LeastWeights => 2 * Half.LeastWeights;

    public override int LeastFeatures => 2 * Half.LeastFeatures;

    private ResNet18Options Half => new() { Width = Width, Stem = Stem };

    public override BackboneOptions Resolve(int imageSize) => this with { Stem = ((ResNet18Options)Half.Resolve(imageSize)).Stem };

    protected override Backbone CreateNetwork() => new LabSplit(Half.Create(), Half.Create(), Mean, Std);
}
