namespace Autodidact.Methods.Distillation;

/// <summary>Settings of DINOv2.</summary>
public sealed record DinoV2Options : MaskedDistillationOptions
{
    public override string Name => "dinov2";

    public override string Summary => "iBOT with a head of its own for patches, Sinkhorn's targets and class tokens that keep apart (DINOv2, Oquab et al. 2023)";

    /// <inheritdoc/>
    public override bool SharedHead { get; init; }

    /// <inheritdoc/>
    public override bool Sinkhorn { get; init; } = true;

    /// <inheritdoc/>
    public override double KoleoWeight { get; init; } = 0.1;
}
