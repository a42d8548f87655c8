using System.ComponentModel.DataAnnotations;

namespace Autodidact.Embeddings.Components;

/// <summary>How independent components of samples' features are found.</summary>
public sealed record IcaOptions : FeatureOptions
{
    /// <summary>How many components; as many as features vary in directions where there are fewer.</summary>
    [Range(1, 4096)]
    public int Components { get; init; } = 10;

    /// <summary>How it is told that a direction is not Gaussian.</summary>
    public IcaContrast Contrast { get; init; } = IcaContrast.LogCosh;

    /// <summary>Most steps.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 200;

    /// <summary>Samples with the most of each component that are named.</summary>
    [Range(0, 1000)]
    public int Typical { get; init; } = 12;
}
