using System.ComponentModel.DataAnnotations;

namespace Autodidact.Embeddings.Components;

/// <summary>How independent components are looked for. Defaults are those of scikit-learn 1.2.</summary>
public sealed record FastIcaOptions
{
    /// <summary>How many components; at most as many as rows vary in directions.</summary>
    [Range(1, 4096)]
    public int Components { get; init; } = 10;

    /// <summary>How it is told that a direction is not Gaussian.</summary>
    public IcaContrast Contrast { get; init; } = IcaContrast.LogCosh;

    /// <summary>Most steps.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 200;

    /// <summary>It is done when no direction turns by more: 1 - |cosine|.</summary>
    [Range(1e-15, 1.0)]
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Decides where the search begins.</summary>
    public ulong Seed { get; init; }
}
