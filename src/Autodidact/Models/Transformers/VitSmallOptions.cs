namespace Autodidact.Models.Transformers;

/// <summary>22 million weights (Touvron et al. 2021, arXiv:2012.12877).</summary>
public sealed record VitSmallOptions : VisionTransformerOptions
{
    public override string Name => "vit-small";

    protected override (int Width, int Depth, int Heads) Usual => (384, 12, 6);
}
