using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of the methods that predict the codes of hidden patches.</summary>
public abstract record TokenPredictionOptions : ImageMethodOptions
{
    // BEiT's 16 of 196 patches.
    private const double LeastBlockShare = 16.0 / 196;

    public override string Family => "masked";

    /// <summary>The run that learned the tokenizer, of vq-vae or vq-kd, or the folder of its encoder.</summary>
    public string Tokenizer { get; init; } = "";

    /// <summary>Share of a picture's patches that is hidden; 0.4 in both papers.</summary>
    [Range(0.01, 0.95)]
    public double MaskRatio { get; init; } = 0.4;

    /// <summary>Patches of a hidden block at least. Unset: as large a share as the papers' 16 of 196.</summary>
    [Range(1, 10_000)]
    public int? LeastBlock { get; init; }

    /// <summary>Layers of the shallow network that predicts the same once more, from the whole picture's token and patches of an earlier block; 0 for none.</summary>
    internal abstract int AggregationLayers { get; }

    /// <summary>Blocks of the network that the patches have passed which the shallow network sees.</summary>
    internal virtual int PatchesAfter(int depth) => depth;

    /// <summary>Crops, mirroring and colours, but for hue, as in the papers; the tokenizer sees the same.</summary>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) =>
        [ViewPlan.SimClr(size, views with { Hue = 0, GrayscaleProbability = 0, BlurProbability = 0 })];

    public override BackboneOptions UsualBackbone => new VitTinyOptions();

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => VisionTransformerOptions.ProblemOf(backbone, Name);

    public override IEnumerable<ConfigurationMistake> Missing(BackboneOptions backbone, ViewPlan view)
    {
        if (EarlierRun.Problem("tokenizer", Tokenizer, "a run that learned a tokenizer, of vq-vae or vq-kd", found => found is PatchBackboneOptions { Codes: not null }, backbone, view) is { } problem)
            yield return problem;
    }

    public sealed override (string Setting, string Path)? Earlier => ("tokenizer", Tokenizer);

    public override MethodOptions Resolve() => this with { Tokenizer = Tokenizer.Length == 0 ? "" : Path.GetFullPath(Tokenizer) };

    public sealed override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Beit(this, (VisionTransformer)backbone, context);

    /// <summary>Patches of a block at least, on a grid of so many.</summary>
    internal double LeastBlockOf(int patches) => LeastBlock ?? Math.Max(1, Math.Round(LeastBlockShare * patches));
}
