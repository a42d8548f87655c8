using System.ComponentModel.DataAnnotations;

namespace Autodidact.Models.ResNets;

/// <summary>Settings of every ResNet.</summary>
public abstract record ResNetOptions : BackboneOptions
{
    /// <summary>Channels of the first stage, 4 to 256; the published networks have 64.</summary>
    [Range(4, 256)]
    public int Width { get; init; } = 64;

    /// <summary>The first layers; <c>auto</c> takes <c>cifar</c> for pictures of up to 64 pixels.</summary>
    public ResNetStem Stem { get; init; }

    protected abstract IReadOnlyList<int> Blocks { get; }

    protected virtual bool HasBottleneck => false;

    public sealed override BackboneOptions Resolve(int imageSize) =>
        Stem == ResNetStem.Auto ? this with { Stem = imageSize <= 64 ? ResNetStem.Cifar : ResNetStem.ImageNet } : this;

    /// <summary>The convolutions in the blocks, without those whose inputs come from another stage.</summary>
    public sealed override long LeastWeights =>
        Blocks.Select((count, stage) => (HasBottleneck ? (17L * count) - 4 : 9 * ((2L * count) - 1)) * (Width << stage) * (Width << stage)).Sum();

    public sealed override int LeastFeatures => (Width << (Blocks.Count - 1)) * (HasBottleneck ? 4 : 1);

    protected sealed override Backbone CreateNetwork()
    {
        if (Stem == ResNetStem.Auto) throw new InvalidOperationException("The stem depends on the image size: call Resolve first.");
        return new ResNet(Blocks, HasBottleneck, Width, Stem);
    }
}
