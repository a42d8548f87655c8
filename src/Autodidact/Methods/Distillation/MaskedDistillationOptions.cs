using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Distillation;

/// <summary>Settings of the methods in which the student also predicts what the teacher makes of patches that the student does not see.</summary>
public abstract record MaskedDistillationOptions : DistillationOptions, ICheckedOptions
{
    public override string Family => "masked";

    /// <summary>Share of the large views of which patches are hidden.</summary>
    [Range(0.01, 1)]
    public double MaskProbability { get; init; } = 0.5;

    /// <summary>Share of such a view's patches that is hidden at least.</summary>
    [Range(0.01, 0.9)]
    public double MinMaskRatio { get; init; } = 0.1;

    /// <summary>Share of such a view's patches that is hidden at most.</summary>
    [Range(0.01, 0.9)]
    public double MaxMaskRatio { get; init; } = 0.5;

    /// <summary>Patches of a hidden block at least. Unset: the square of a third of the rows or columns, whichever are fewer, as in iBOT's code.</summary>
    [Range(1, 10_000)]
    public int? LeastBlock { get; init; }

    /// <summary>How much the loss of hidden patches counts beside that of the class tokens, which counts 1.</summary>
    [Range(0.0, 1000.0)]
    public double PatchWeight { get; init; } = 1;

    /// <summary>Whether class tokens and patches go through one head.</summary>
    public virtual bool SharedHead { get; init; } = true;

    /// <summary>Whether Sinkhorn and Knopp's scaling makes the teacher use all outputs alike, instead of a moving mean that is taken off.</summary>
    public virtual bool Sinkhorn { get; init; }

    /// <summary>Weight of the KoLeo term, which spreads the class tokens of a view over the sphere; 0.1 in DINOv2.</summary>
    [Range(0.0, 1000.0)]
    public virtual double KoleoWeight { get; init; }

    public override BackboneOptions UsualBackbone => new VitTinyOptions();

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => VisionTransformerOptions.ProblemOf(backbone, Name);

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (MinMaskRatio > MaxMaskRatio)
            yield return new("min_mask_ratio", OptionValue.Write(MinMaskRatio), $"must be at most max_mask_ratio, {OptionValue.Write(MaxMaskRatio)}");
    }

    public override IEnumerable<ConfigurationMistake> Missing(BackboneOptions backbone, ViewPlan view)
    {
        if (((PatchBackboneOptions)backbone).PatchPixels is not int patch) yield break;
        int patches = view.Size / patch * (view.Size / patch);
        if ((int)(MaxMaskRatio * patches) < 1)
            yield return new("method.max_mask_ratio", OptionValue.Write(MaxMaskRatio), $"hides less than one of the {patches} patches of a view; must be at least {OptionValue.Write(Math.Ceiling(100.0 / patches) / 100)}");
    }

    public sealed override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new MaskedDistiller(this, (VisionTransformer)backbone, context);
}
