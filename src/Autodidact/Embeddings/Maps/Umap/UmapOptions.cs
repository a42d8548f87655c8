using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>How UMAP lays rows out. Defaults are those of its authors' program.</summary>
public sealed record UmapOptions : ICheckedOptions
{
    /// <summary>Nearest rows that each is held to, itself among them; all rows when there are fewer. Few show detail, many the whole.</summary>
    [Range(2, 1000)]
    public int Neighbours { get; init; } = 15;

    /// <summary>How near points may lie: 0 makes dense clumps.</summary>
    [Range(0.0, 100.0)]
    public double MinDist { get; init; } = 0.1;

    /// <summary>How far apart points that are joined lie; not below <see cref="MinDist"/>.</summary>
    [Range(0.001, 100.0)]
    public double Spread { get; init; } = 1;

    /// <summary>Passes over the edges. Unset: 500 up to 10,000 rows, 200 beyond.</summary>
    [Range(1, 100_000)]
    public int? Epochs { get; init; }

    /// <summary>How far a point goes at once in the first pass; falls to 0.</summary>
    [Range(1e-6, 1000.0)]
    public double LearningRate { get; init; } = 1;

    /// <summary>Drawn points that push a point away each time that an edge draws it.</summary>
    [Range(1, 1000)]
    public int Negatives { get; init; } = 5;

    /// <summary>How strongly they push.</summary>
    [Range(0.0, 1000.0)]
    public double Repulsion { get; init; } = 1;

    /// <summary>Decides where points begin and which are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that compute; what comes out does not depend on them. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (MinDist > Spread) yield return new("min_dist", $"{MinDist}", $"must not be above spread ({Spread})");
    }
}
