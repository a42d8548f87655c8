using System.ComponentModel.DataAnnotations;

namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>How t-SNE lays rows out. Defaults are those of scikit-learn 1.2.</summary>
public sealed record TsneOptions
{
    /// <summary>How many rows count as near, softly; below the number of the others, and lowered to a third of them where it is not. 5 to 50 are usual; above a third of the others, all rows are near all others.</summary>
    [Range(1.0, 1000.0)]
    public double Perplexity { get; init; } = 30;

    /// <summary>What nearness is multiplied by in the first <see cref="ExaggeratedSteps"/>, so that clusters find together.</summary>
    [Range(1.0, 1000.0)]
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>Steps with exaggeration and a momentum of 0.5; those behind have 0.8.</summary>
    [Range(0, 100_000)]
    public int ExaggeratedSteps { get; init; } = 250;

    /// <summary>All steps. They end before when nothing moves any more, or when 300 in a row gained nothing.</summary>
    [Range(1, 100_000)]
    public int Steps { get; init; } = 1000;

    /// <summary>How far a step goes. Unset: rows / <see cref="EarlyExaggeration"/> / 4, at least 50 (Belkina et al. 2019).</summary>
    [Range(1e-3, 1e6)]
    public double? LearningRate { get; init; }

    /// <summary>Points further away than their cell is wide by this, turned round, push together; 0 compares all pairs and holds them in memory.</summary>
    [Range(0.0, 1.0)]
    public double Angle { get; init; } = 0.5;

    /// <summary>Whether points begin at random places and not where their two principal components put them.</summary>
    public bool RandomStart { get; init; }

    /// <summary>Decides random places.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that compute; what comes out does not depend on them. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }
}
