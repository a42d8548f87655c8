using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods.Statistics;

/// <summary>Settings of LeJEPA.</summary>
public sealed record LeJepaOptions : ImageMethodOptions, ICheckedOptions
{
    // The paper's small views are 98 pixels where its large ones are 224, and keep at most 30 % of the picture.
    private const double SmallShare = 0.3;

    // Numbers of a step's directions, which are drawn one by one: 128 MiB, more than a hundred times the paper's.
    private const long MostNumbers = 1 << 24;

    public override string Name => "lejepa";

    public override string Family => "non-contrastive";

    public override bool UsesAdamW => true;

    public override string Summary => "Views agree while embeddings are normally distributed along random directions (Balestriero and LeCun 2025)";

    /// <summary>Weight of normality against agreement (λ of the paper), the only trade-off; 0.05 in the paper, 0 lets all embeddings become the same.</summary>
    [Range(0.0, 1.0)]
    public double NormalityShare { get; init; } = 0.05;

    /// <summary>Random directions of a step; 1024 in the paper, 256 in its smallest example. New ones are drawn at every step.</summary>
    [Range(1, 1 << 20)]
    public int Directions { get; init; } = 256;

    /// <summary>Frequencies at which distributions are compared, from 0 to 3.</summary>
    [Range(2, 1000)]
    public int Knots { get; init; } = 17;

    /// <summary>Linear layers of the projector; 3 in the authors' examples.</summary>
    [Range(1, 4)]
    public int ProjectorLayers { get; init; } = 3;

    /// <summary>Width of the projector's hidden layers; 2048 in the authors' examples.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Size of the embeddings: 16 to 128 in the authors' examples.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 64;

    /// <summary>Views of full size, whose mean is what all views should meet; 2 in the paper.</summary>
    [Range(1, 64)]
    public int LargeViews { get; init; } = 2;

    /// <summary>Views of half the size that show small parts; 6 in the paper.</summary>
    [Range(0, 64)]
    public int SmallViews { get; init; }

    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views)
    {
        bool both = SmallViews > 0 && views.MinScale < SmallShare && views.MaxScale > SmallShare;
        ViewPlan large = ViewPlan.SimClr(size, both ? views with { MinScale = SmallShare } : views);
        ViewPlan small = ViewPlan.SimClr(Math.Max(ViewOptions.SmallestSize, size / 2), both ? views with { MaxScale = SmallShare } : views);
        return [.. Enumerable.Repeat(large, LargeViews), .. Enumerable.Repeat(small, SmallViews)];
    }

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new LeJepa(this, backbone, context);

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (LargeViews + SmallViews < 2)
            yield return new("large_views", $"{LargeViews}", "must make at least 2 views together with small_views");
        if ((long)Directions * EmbeddingSize > MostNumbers)
            yield return new("directions", $"{Directions}", $"must be at most {MostNumbers / EmbeddingSize} with an embedding_size of {EmbeddingSize}: all directions together have at most {MostNumbers} numbers, drawn anew at every step");
    }
}
