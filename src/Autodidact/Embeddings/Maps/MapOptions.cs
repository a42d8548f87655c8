using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Maps.Tsne;
using Autodidact.Embeddings.Maps.Umap;
using Autodidact.Engine;

namespace Autodidact.Embeddings.Maps;

/// <summary>How a map of samples is made.</summary>
public sealed record MapOptions : ICheckedOptions
{
    /// <summary>The endings of files that a map is written to.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. SampleTable.Endings, ".html", ".svg"];

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

    /// <summary>Which part, where the data have parts.</summary>
    public Split Split { get; init; }

    /// <summary>Use only the first samples. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Decides where points begin and which are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples that go through the network together.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>A file to write, ending in <c>.csv</c>, <c>.jsonl</c>, <c>.html</c> or <c>.svg</c>; what is there is replaced. Unset: none.</summary>
    public string? Out { get; init; }

    /// <summary>What UMAP is told.</summary>
    internal UmapOptions ForUmap => new() { Neighbours = Neighbours, MinDist = MinDist, Seed = Seed, Threads = Threads };

    /// <summary>What t-SNE is told.</summary>
    internal TsneOptions ForTsne => new() { Perplexity = Perplexity, Seed = Seed, Threads = Threads };

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Out is not null && !Endings.Contains(Path.GetExtension(Out).ToLowerInvariant()))
            yield return new("out", Out, $"must name a file that ends in {string.Join(", ", Endings)}");
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
