namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 2 layers and a width of 128.</summary>
public sealed record BertTinyOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-tiny";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (128, 2);
}
