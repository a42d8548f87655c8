namespace Autodidact.Models.Transformers.Bert;

/// <summary>The measures of a BERT network; the defaults are those of bert-base.</summary>
public sealed record BertShape
{
    /// <summary>Tokens that the tokenizer knows.</summary>
    public int Vocabulary { get; init; } = 30522;

    /// <summary>Size of a token's vector.</summary>
    public int Width { get; init; } = 768;

    /// <summary>Layers.</summary>
    public int Depth { get; init; } = 12;

    /// <summary>Heads of each layer's attention; they divide the width.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>Width of the small network of each layer.</summary>
    public int HiddenSize { get; init; } = 3072;

    /// <summary>The longest sequence.</summary>
    public int Positions { get; init; } = 512;

    /// <summary>Kinds of segments: a first and a second sentence.</summary>
    public int Segments { get; init; } = 2;

    /// <summary>The number of the token that fills rows up.</summary>
    public int Padding { get; init; }

    /// <summary>What becomes the feature vector.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Share of the values that are dropped in training, behind embeddings and every branch and within attention.</summary>
    public double Dropout { get; init; } = 0.1;
}
