using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of decoupled contrastive learning.</summary>
public sealed record DclOptions : ImageMethodOptions
{
    public override string Name => "dcl";

    public override string Family => "contrastive";

    public override string Summary => "SimCLR whose positives do not silence the negatives, for small batches (Yeh et al. 2022)";

    /// <summary>Divides the similarities; 0.1 in the paper.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether positives that are far apart weigh more (DCLW).</summary>
    public bool Weighted { get; init; }

    /// <summary>With <see cref="Weighted"/>: divides similarities before they become weights; the smaller, the more the weights differ.</summary>
    [Range(0.01, 100)]
    public double Sigma { get; init; } = 0.5;

    /// <summary>Batch norm inside the head, as in some code for long runs.</summary>
    public bool HeadBatchNorm { get; init; }

    /// <summary>Width of the head's hidden layer; by default the backbone's feature size.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Size of the embeddings that are compared.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Dcl(this, backbone);
}
