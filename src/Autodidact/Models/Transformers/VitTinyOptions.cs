namespace Autodidact.Models.Transformers;

/// <summary>DeiT's smallest (Touvron et al. 2021, arXiv:2012.12877).</summary>
public sealed record VitTinyOptions : VisionTransformerOptions
{
    public override string Name => "vit-tiny";

    protected override (int Width, int Depth, int Heads) Usual => (192, 12, 3);
}
