namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 24 layers and a width of 1024.</summary>
public sealed record BertLargeOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-large";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (1024, 24);
}
