using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Methods.Clustering;

/// <summary>Settings of the methods that say which prototype or cluster an embedding belongs to.</summary>
public abstract record PrototypeOptions : MultiCropOptions
{
    public sealed override string Family => "clustering";

    /// <summary>Linear layers of the projection head.</summary>
    [Range(1, 4)]
    public int HeadLayers { get; init; } = 2;

    /// <summary>Whether the head ends in batch norm without scale and shift, which spreads embeddings over the whole sphere. The papers have none.</summary>
    public bool OutputBatchNorm { get; init; }

    /// <summary>Width of the head's hidden layers; by default the backbone's feature size.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Size of the embeddings that are assigned.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    internal Layer Head(int featureSize) =>
        ProjectionHead.Mlp(featureSize, HiddenSize ?? featureSize, EmbeddingSize, HeadLayers, batchNorm: true, OutputBatchNorm);
}
