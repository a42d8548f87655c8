namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 4 layers and a width of 256.</summary>
public sealed record BertMiniOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-mini";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (256, 4);
}
