using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Masked;

/// <summary>Settings of I-JEPA.</summary>
public sealed record IJepaOptions : ImageMethodOptions, ICheckedOptions
{
    public override string Name => "i-jepa";

    public override string Family => "masked";

    public override string Summary => "What a moving average makes of blocks of a picture is predicted from the rest, without pixels (I-JEPA, Assran et al. 2023)";

    /// <summary>Blocks that are predicted.</summary>
    [Range(1, 16)]
    public int TargetBlocks { get; init; } = 4;

    /// <summary>Share of the picture that such a block covers at least.</summary>
    [Range(0.01, 1)]
    public double MinTargetScale { get; init; } = 0.15;

    /// <summary>Share of the picture that such a block covers at most.</summary>
    [Range(0.01, 1)]
    public double MaxTargetScale { get; init; } = 0.2;

    /// <summary>Height by width of the flattest block.</summary>
    [Range(0.1, 10)]
    public double MinTargetAspect { get; init; } = 0.75;

    /// <summary>Height by width of the tallest block.</summary>
    [Range(0.1, 10)]
    public double MaxTargetAspect { get; init; } = 1.5;

    /// <summary>Share of the picture that the seen block covers at least; predicted patches are taken out of it.</summary>
    [Range(0.01, 1)]
    public double MinContextScale { get; init; } = 0.85;

    /// <summary>Share of the picture that the seen block covers at most.</summary>
    [Range(0.01, 1)]
    public double MaxContextScale { get; init; } = 1;

    /// <summary>Size of the predictor's tokens; 384 in the paper.</summary>
    [Range(4, 4096)]
    public int PredictorWidth { get; init; } = 64;

    /// <summary>Blocks of the predictor; 12 in the paper for ViT-L and ViT-H, 6 for ViT-B.</summary>
    [Range(1, 64)]
    public int PredictorDepth { get; init; } = 3;

    /// <summary>Heads of the predictor's attention; they divide its width.</summary>
    [Range(1, 64)]
    public int PredictorHeads { get; init; } = 4;

    /// <summary>How much of the teacher stays at the first step; the rest is the student's. 0.996 in the paper.</summary>
    [Range(0.0, 1.0)]
    public double TeacherMomentum { get; init; } = 0.99;

    /// <summary>How much of the teacher stays at the last step; a straight line leads there.</summary>
    [Range(0.0, 1.0)]
    public double FinalTeacherMomentum { get; init; } = 1;

    /// <summary>Whether the teacher's network is kept, as in the paper; otherwise the student's.</summary>
    public bool KeepTeacher { get; init; } = true;

    /// <summary>Only a crop: nothing that the picture says of itself is changed.</summary>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) =>
        [ViewPlan.SimClr(size, views with { FlipProbability = 0, JitterProbability = 0, GrayscaleProbability = 0, BlurProbability = 0 })];

    public override BackboneOptions UsualBackbone => new VitTinyOptions();

    public override BackboneOptions Suited(BackboneOptions backbone) => VisionTransformerOptions.Suited(backbone, Positions.SinCos, Pooling.Mean);

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => VisionTransformerOptions.ProblemOf(backbone, Name)
        ?? VisionTransformerOptions.PoolingProblemOf(backbone, Name);

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        foreach ((string name, double low, double high) in ((string, double, double)[])[("target_scale", MinTargetScale, MaxTargetScale), ("target_aspect", MinTargetAspect, MaxTargetAspect), ("context_scale", MinContextScale, MaxContextScale)])
        {
            if (low > high) yield return new($"min_{name}", OptionValue.Write(low), $"must be at most max_{name}, {OptionValue.Write(high)}");
        }
        foreach (ConfigurationMistake mistake in VisionTransformerOptions.ProblemsOf("predictor", PredictorWidth, PredictorHeads)) yield return mistake;
    }

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new IJepa(this, (VisionTransformer)backbone, context);
}
