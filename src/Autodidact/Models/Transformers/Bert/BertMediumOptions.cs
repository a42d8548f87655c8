namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 8 layers and a width of 512.</summary>
public sealed record BertMediumOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-medium";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (512, 8);
}
