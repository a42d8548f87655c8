using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of BEiT v2.</summary>
public sealed record BeitV2Options : TokenPredictionOptions
{
    // The paper's ninth of twelve blocks.
    private const double UsualShare = 9.0 / 12;

    public override string Name => "beit-v2";

    public override string Summary => "BEiT on a tokenizer that knows what a teacher sees, with a class token that has to say what patches do not (Peng et al. 2022)";

    /// <summary>Blocks of the shallow network that sees the class token of the last block and the patches of an earlier one; 2 in the paper.</summary>
    [Range(1, 16)]
    public int HeadLayers { get; init; } = 2;

    /// <summary>The block, counted from 1, whose patches it sees. Unset: three quarters of the way, the paper's ninth of twelve.</summary>
    [Range(1, 255)]
    public int? PatchLayer { get; init; }

    internal override int AggregationLayers => HeadLayers;

    internal override int PatchesAfter(int depth) => PatchLayer ?? Math.Max(1, (int)(UsualShare * depth));

    public override BackboneOptions Suited(BackboneOptions backbone) => VisionTransformerOptions.Suited(backbone, Positions.Relative, Pooling.Class);

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => base.Problem(backbone)
        ?? (backbone is VisionTransformerOptions network ? DepthProblem(network.Blocks) : null);

    // With patches of the last block the class token has nothing to add.
    private ConfigurationMistake? DepthProblem(int blocks) =>
        blocks < 2 ? new("backbone.depth", $"{blocks}", $"must be at least 2 for {Name}, whose shallow network sees patches of a block before the last")
        : PatchesAfter(blocks) >= blocks ? new("method.patch_layer", $"{PatchLayer}", $"must be below {blocks}, the blocks of the network: with patches of the last block the class token has nothing to add")
        : null;
}
