using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of the methods that learn a tokenizer: a network that gives each patch of a picture one of so many codes.</summary>
public abstract record TokenizerOptions : ImageMethodOptions
{
    public override string Family => "tokenizer";

    public override bool UsesAdamW => true;

    /// <summary>Codes there are; 8192 in BEiT and BEiT v2, for ImageNet.</summary>
    [Range(2, 1 << 20)]
    public int Codes { get; init; } = 512;

    /// <summary>Dimension of a code; 32 in BEiT v2, where few dimensions keep all codes in use.</summary>
    [Range(1, 4096)]
    public int CodeSize { get; init; } = 32;

    /// <summary>How much of a code stays at each step; the rest is the mean of the patches that were given it. 0.99 in both papers.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CodeMomentum { get; init; } = 0.99;

    /// <summary>Whether codes begin as the clusters of the first batch's patches, as in the code of BEiT v2; otherwise they are drawn, and most may never be used.</summary>
    public bool CodesFromData { get; init; } = true;

    /// <summary>Whether codes that hardly any patch is given are put to patches of the batch (Jukebox, Dhariwal et al. 2020, arXiv:2005.00341); neither paper has that.</summary>
    public abstract bool RestartCodes { get; init; }

    /// <summary>How much the distance of patches from their codes counts beside what is predicted from the codes.</summary>
    [Range(0.0, 100.0)]
    public abstract double Commitment { get; init; }

    /// <summary>Crops and mirroring alone: colours are a part of what a patch shows.</summary>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) =>
        [ViewPlan.SimClr(size, views with { JitterProbability = 0, GrayscaleProbability = 0, BlurProbability = 0 })];

    public sealed override BackboneOptions Suited(BackboneOptions backbone) => VisionTransformerOptions.Suited(backbone, Positions.Learned, Pooling.Mean);

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => backbone is PatchBackboneOptions
        ? VisionTransformerOptions.PoolingProblemOf(backbone, Name)
        : new("backbone.name", backbone.Name, $"must say something of every patch for {Name}: {string.Join(", ", OptionVariants.All<BackboneOptions>().OfType<PatchBackboneOptions>().Select(options => options.Name))}");
}
