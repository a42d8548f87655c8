namespace Autodidact.Models.Transformers;

/// <summary>300 million weights (Dosovitskiy et al. 2021, table 1).</summary>
public sealed record VitLargeOptions : VisionTransformerOptions
{
    public override string Name => "vit-large";

    protected override (int Width, int Depth, int Heads) Usual => (1024, 24, 16);
}
