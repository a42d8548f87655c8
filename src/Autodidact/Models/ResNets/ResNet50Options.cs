namespace Autodidact.Models.ResNets;

/// <summary>50 layers of bottleneck blocks.</summary>
public sealed record ResNet50Options : ResNetOptions
{
    public override string Name => "resnet50";

    protected override IReadOnlyList<int> Blocks => [3, 4, 6, 3];

    protected override bool HasBottleneck => true;
}
