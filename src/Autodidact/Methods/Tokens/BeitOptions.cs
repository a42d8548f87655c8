namespace Autodidact.Methods.Tokens;

/// <summary>Settings of BEiT.</summary>
public sealed record BeitOptions : TokenPredictionOptions
{
    public override string Name => "beit";

    public override string Summary => "The codes that a tokenizer gives hidden patches are predicted from the others (BEiT, Bao et al. 2021)";

    internal override int AggregationLayers => 0;
}
