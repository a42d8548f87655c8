namespace Autodidact.Models.Transformers;

/// <summary>The measures of a vision transformer.</summary>
public sealed record VisionTransformerShape
{
    /// <summary>Rows and columns of the pictures whose positions are learned, in pixels.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Rows and columns of a patch, in pixels.</summary>
    public int PatchSize { get; init; } = 16;

    /// <summary>Size of a token.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Blocks.</summary>
    public int Depth { get; init; } = 12;

    /// <summary>Heads of each block's attention; they divide the width.</summary>
    public int Heads { get; init; } = 3;

    /// <summary>Width of the MLP's hidden layer, as a multiple of the token's.</summary>
    public double MlpRatio { get; init; } = 4;

    /// <summary>Where positions come from.</summary>
    public Positions Positions { get; init; }

    /// <summary>Tokens without meaning of their own in which attention may keep what it needs (Darcet et al. 2024, arXiv:2309.16588).</summary>
    public int Registers { get; init; }

    /// <summary>First value of the learned scale of each branch; null for none.</summary>
    public double? LayerScale { get; init; }

    /// <summary>Share of the samples for which the last block is left out in training; that of earlier blocks rises to it evenly.</summary>
    public double DropPath { get; init; }

    /// <summary>Which tokens become the feature vector.</summary>
    public Pooling Pooling { get; init; }
}
