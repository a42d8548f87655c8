namespace Autodidact.Models.Transformers;

/// <summary>86 million weights (Dosovitskiy et al. 2021, table 1).</summary>
public sealed record VitBaseOptions : VisionTransformerOptions
{
    public override string Name => "vit-base";

    protected override (int Width, int Depth, int Heads) Usual => (768, 12, 12);
}
