using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Masked;

/// <summary>Settings of the masked autoencoder.</summary>
public sealed record MaeOptions : ImageMethodOptions, ICheckedOptions
{
    public override string Name => "mae";

    public override string Family => "masked";

    public override string Summary => "The pixels of hidden patches are predicted from the few that are seen (He et al. 2022)";

    /// <summary>Share of the patches that is hidden; 0.75 in the paper.</summary>
    [Range(0.05, 0.95)]
    public double MaskRatio { get; init; } = 0.75;

    /// <summary>Whether each hidden patch is predicted without its own mean and with its own deviation 1, which gives better features (table 1d of the paper).</summary>
    public bool NormalizePixels { get; init; } = true;

    /// <summary>Size of the decoder's tokens; 512 in the paper.</summary>
    [Range(4, 4096)]
    public int DecoderWidth { get; init; } = 128;

    /// <summary>Blocks of the decoder; 8 in the paper.</summary>
    [Range(1, 64)]
    public int DecoderDepth { get; init; } = 2;

    /// <summary>Heads of the decoder; 16 in the paper.</summary>
    [Range(1, 64)]
    public int DecoderHeads { get; init; } = 4;

    /// <summary>Crops and mirroring alone: colours are left as they are (table 1e of the paper).</summary>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) =>
        [ViewPlan.SimClr(size, views with { JitterProbability = 0, GrayscaleProbability = 0, BlurProbability = 0 })];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check() => VisionTransformerOptions.ProblemsOf("decoder", DecoderWidth, DecoderHeads);

    public override BackboneOptions UsualBackbone => new VitTinyOptions();

    public override BackboneOptions Suited(BackboneOptions backbone) => VisionTransformerOptions.Suited(backbone, Positions.SinCos, Pooling.Mean);

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => VisionTransformerOptions.ProblemOf(backbone, Name);

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Mae(this, (VisionTransformer)backbone, context);
}
