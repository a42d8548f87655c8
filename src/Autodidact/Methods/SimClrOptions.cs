using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of SimCLR.</summary>
public sealed record SimClrOptions : ImageMethodOptions, ICheckedOptions
{
    public override string Name => "simclr";

    public override string Family => "contrastive";

    public override string Summary => "Two views of a picture agree, all other pictures of the batch disagree (Chen et al. 2020)";

    /// <summary>Divides the similarities, 0.01 to 10; the paper takes 0.5 for CIFAR-10 and 0.1 for ImageNet.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.5;

    /// <summary>Linear layers of the projection head: 2 in SimCLR, 3 in SimCLR v2.</summary>
    [Range(1, 4)]
    public int HeadLayers { get; init; } = 2;

    /// <summary>Batch norm inside the head, as in the authors' code for large batches.</summary>
    public bool HeadBatchNorm { get; init; }

    /// <summary>Whether the first layer of the head belongs to the encoder that is kept, as in SimCLR v2; the head then needs two layers at least.</summary>
    public bool KeepHeadLayer { get; init; }

    /// <summary>Width of the head's hidden layers; by default the backbone's feature size.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Size of the embeddings that are compared.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (KeepHeadLayer && HeadLayers < 2)
            yield return new("keep_head_layer", "true", "needs a head of at least two layers: the first is kept, the others are compared (method.head_layers=3 in SimCLR v2)");
    }

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new SimClr(this, backbone);
}
