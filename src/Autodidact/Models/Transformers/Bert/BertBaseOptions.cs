namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 12 layers and a width of 768.</summary>
public sealed record BertBaseOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-base";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (768, 12);
}
