using Autodidact.Configuration;
using Autodidact.Models;
using Autodidact.Models.Transformers;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of BEiT.</summary>
public sealed record BeitOptions : TokenPredictionOptions
{
    public override string Name => "beit";

    public override string Summary => "The codes that a tokenizer gives hidden patches are predicted from the others (BEiT, Bao et al. 2021)";

    internal override int AggregationLayers => 0;

    public override BackboneOptions Suited(BackboneOptions backbone) => VisionTransformerOptions.Suited(backbone, Positions.Relative, Pooling.Mean);

    public override ConfigurationMistake? Problem(BackboneOptions backbone) => base.Problem(backbone) ?? VisionTransformerOptions.PoolingProblemOf(backbone, Name);
}
