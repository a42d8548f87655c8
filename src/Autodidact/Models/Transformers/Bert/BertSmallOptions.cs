namespace Autodidact.Models.Transformers.Bert;

/// <summary>BERT of 4 layers and a width of 512.</summary>
public sealed record BertSmallOptions : BertBackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "bert-small";

    /// <inheritdoc/>
    protected override (int Width, int Depth) Usual => (512, 4);
}
