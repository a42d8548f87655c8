namespace Autodidact.Methods.MoCos;

/// <summary>Settings of the first version: a linear head and a low temperature.</summary>
public sealed record MoCoV1Options : MoCoOptions
{
    public MoCoV1Options() => (Temperature, HeadLayers) = (0.07, 1);

    public override string Name => "moco-v1";

    public override string Summary => "A query finds its key in a queue of keys of earlier pictures, made by a momentum encoder (He et al. 2020)";
}
