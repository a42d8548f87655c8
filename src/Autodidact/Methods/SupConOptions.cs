using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of supervised contrastive learning.</summary>
public sealed record SupConOptions : ImageMethodOptions
{
    public override string Name => "supcon";

    public override string Family => "supervised";

    public override string Summary => "All pictures of a class agree, those of other classes disagree; reads labels (Khosla et al. 2020)";

    public override bool ReadsLabels => true;

    /// <summary>Divides the similarities; 0.1 in the paper.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>
    /// Batch norm inside the head. The authors have none; without it, embeddings of a fresh network all point one way, and the pull of
    /// many positives holds them there through the first epochs.
    /// </summary>
    public bool HeadBatchNorm { get; init; } = true;

    /// <summary>Width of the head's hidden layer; by default the backbone's feature size.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Size of the embeddings that are compared.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new SupCon(this, backbone);
}
