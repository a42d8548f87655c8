using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.Distillation;

/// <summary>Settings of DINO.</summary>
public sealed record DinoOptions : DistillationOptions
{
    public override string Name => "dino";

    public override string Summary => "A student that sees parts predicts what its moving average makes of the whole (DINO, Caron et al. 2021)";

    /// <summary>Batch norm inside the head; the paper has none, for transformers without any.</summary>
    public bool HeadBatchNorm { get; init; } = true;

    /// <summary>
    /// Whether the bottleneck has batch norm without scale and shift. The paper has none; it keeps what tells samples apart from fading before the student has
    /// learned to see it, which in a run of few steps it never does.
    /// </summary>
    public bool BottleneckBatchNorm { get; init; } = true;

    internal override DinoHead Head(int featureSize) =>
        new(featureSize, HiddenSize, BottleneckSize, Outputs, HeadLayers, HeadBatchNorm, NormalizeLastLayer, BottleneckBatchNorm);

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Dino(this, backbone, context);
}
