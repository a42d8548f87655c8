namespace Autodidact.Models.ResNets;

/// <summary>18 layers: two basic blocks a stage.</summary>
public sealed record ResNet18Options : ResNetOptions
{
    public override string Name => "resnet18";

    protected override IReadOnlyList<int> Blocks => [2, 2, 2, 2];
}
