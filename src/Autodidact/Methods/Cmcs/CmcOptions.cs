using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Methods.Memories;
using Autodidact.Models;

namespace Autodidact.Methods.Cmcs;

/// <summary>Settings of contrastive multiview coding.</summary>
public sealed record CmcOptions : ImageMethodOptions
{
    public override string Name => "cmc";

    public override string Family => "contrastive";

    public override string Summary => "The luminance of a picture finds what is remembered of its colours, and the other way round (Tian et al. 2020)";

    /// <summary>Divides the similarities; 0.07 in the paper.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.07;

    /// <summary>How a picture is told from drawn ones: <c>softmax</c>, or the paper's <c>nce</c>, which is unsteady where a picture comes back after a few steps.</summary>
    public InstanceContrast Loss { get; init; } = InstanceContrast.Softmax;

    /// <summary>Pictures drawn for each picture to be told from; never more than there are others. The paper takes 16384.</summary>
    [Range(1, 1 << 20)]
    public int Negatives { get; init; } = 4096;

    /// <summary>What the memory keeps of a picture's old feature when it gets a new one.</summary>
    [Range(0.0, 1.0)]
    public double MemoryMomentum { get; init; } = 0.5;

    /// <summary>Crops of a picture, each of which gives a view of luminance and one of colours: 1 for the paper's two views, more for more.</summary>
    [Range(1, 4)]
    public int Crops { get; init; } = 1;

    /// <summary>Which views are contrasted: each with each (<c>full</c>), or the first with each (<c>core</c>). The same for two views.</summary>
    public ViewGraph Graph { get; init; } = ViewGraph.Full;

    /// <summary>
    /// Whether batch norm ends the head. The papers have none and learn slowly from many pictures; without it, embeddings of a fresh
    /// network all point one way, and with few pictures they and the memory chase each other instead of spreading.
    /// </summary>
    public bool HeadBatchNorm { get; init; } = true;

    /// <summary>Size of the embeddings that are remembered.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) => [.. Enumerable.Repeat(ViewPlan.SimClr(size, views), Crops)];

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Cmc(this, backbone, context);
}
