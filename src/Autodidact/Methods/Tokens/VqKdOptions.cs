using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of vector-quantized knowledge distillation.</summary>
public sealed record VqKdOptions : TokenizerOptions
{
    public override string Name => "vq-kd";

    public override string Summary => "What an earlier network makes of patches is predicted from their codes: a tokenizer for BEiT v2 (Peng et al. 2022)";

    /// <summary>The run whose network is the teacher, or the folder of its encoder: one that says something of every patch, such as a vision transformer of DINO.</summary>
    public string Teacher { get; init; } = "";

    /// <inheritdoc/>
    [Range(0.0, 100.0)]
    public override double Commitment { get; init; } = 1;

    /// <inheritdoc/>
    public override bool RestartCodes { get; init; }

    /// <summary>Blocks of the decoder, as wide as the network; 3 in the paper.</summary>
    [Range(1, 64)]
    public int DecoderDepth { get; init; } = 1;

    public override BackboneOptions UsualBackbone => new VitTinyOptions();

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => VisionTransformerOptions.ProblemOf(backbone, Name) ?? base.Problem(backbone);

    public override IEnumerable<ConfigurationMistake> Missing(BackboneOptions backbone, ViewPlan view)
    {
        if (EarlierRun.Problem("teacher", Teacher, "a run that kept a vision transformer, such as one of dino", found => found is PatchBackboneOptions, backbone, view) is { } problem)
            yield return problem;
    }

    public override (string Setting, string Path)? Earlier => ("teacher", Teacher);

    public override MethodOptions Resolve() => this with { Teacher = Teacher.Length == 0 ? "" : Path.GetFullPath(Teacher) };

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new VqKd(this, (VisionTransformer)backbone, context);
}
