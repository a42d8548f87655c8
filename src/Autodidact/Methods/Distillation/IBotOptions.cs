namespace Autodidact.Methods.Distillation;

/// <summary>Settings of iBOT.</summary>
public sealed record IBotOptions : MaskedDistillationOptions
{
    public override string Name => "ibot";

    public override string Summary => "DINO, and hidden patches predict what the teacher, who sees them, makes of them (iBOT, Zhou et al. 2021)";
}
