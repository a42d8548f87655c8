using System.ComponentModel.DataAnnotations;
using Autodidact.Embeddings.Maps.Tsne;
using Autodidact.Embeddings.Maps.Umap;

namespace Autodidact.Embeddings.Maps;

/// <summary>How a map of samples is made.</summary>
public sealed record MapOptions : FeatureOptions
{
    /// <summary>How features are laid out.</summary>
    public MapMethod Method { get; init; } = MapMethod.Umap;

    /// <summary>Nearest samples that each is held to by UMAP, itself among them.</summary>
    [Range(2, 1000)]
    public int Neighbours { get; init; } = 15;

    /// <summary>How near points of UMAP may lie.</summary>
    [Range(0.0, 1.0)]
    public double MinDist { get; init; } = 0.1;

    /// <summary>How many samples count as near to t-SNE, softly.</summary>
    [Range(1.0, 1000.0)]
    public double Perplexity { get; init; } = 30;

    /// <summary>Neighbours that trustworthiness and continuity look at; fewer where there are not twice as many samples.</summary>
    [Range(1, 1000)]
    public int Judged { get; init; } = 15;

    /// <summary>Most samples whose neighbours they look at, among all.</summary>
    [Range(100, 1_000_000)]
    public int MostJudged { get; init; } = 10_000;

    /// <summary>What UMAP is told.</summary>
    internal UmapOptions ForUmap => new() { Neighbours = Neighbours, MinDist = MinDist, Seed = Seed, Threads = Threads };

    /// <summary>What t-SNE is told.</summary>
    /// <param name="count">Samples to lay out: few bear no large perplexity.</param>
    internal TsneOptions ForTsne(int count) => new() { Perplexity = Tsne.Tsne.PerplexityFor(Perplexity, count), Seed = Seed, Threads = Threads };

    /// <inheritdoc/>
    protected override IEnumerable<string> Endings => [.. base.Endings, ".svg"];
}
