namespace Autodidact.Models.ResNets;

/// <summary>34 layers of basic blocks.</summary>
public sealed record ResNet34Options : ResNetOptions
{
    public override string Name => "resnet34";

    protected override IReadOnlyList<int> Blocks => [3, 4, 6, 3];
}
