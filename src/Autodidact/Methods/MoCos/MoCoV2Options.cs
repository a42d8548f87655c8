namespace Autodidact.Methods.MoCos;

/// <summary>Settings of the second version: a head of two layers and a higher temperature.</summary>
public sealed record MoCoV2Options : MoCoOptions
{
    public override string Name => "moco-v2";

    public override string Summary => "MoCo with SimCLR's head and views (Chen, Fan, Girshick and He 2020)";
}
