using System.ComponentModel.DataAnnotations;

namespace Autodidact.Methods.Statistics;

/// <summary>Settings of the methods that compare the statistics of two views' embeddings.</summary>
public abstract record RedundancyOptions : AsymmetricOptions
{
    public sealed override string Family => "non-contrastive";

    /// <summary>Linear layers of the projector; 3 in the papers.</summary>
    [Range(1, 4)]
    public int ProjectorLayers { get; init; } = 3;

    /// <summary>Width of the projector's hidden layers; 8192 in the papers, for 2048 features.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 1024;

    /// <summary>Size of the embeddings; 8192 in the papers. The wider the better (Barlow Twins, figure 4).</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 1024;
}
