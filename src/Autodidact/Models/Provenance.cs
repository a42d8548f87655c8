namespace Autodidact.Models;

/// <summary>Where an encoder comes from. Empty text where it is not known.</summary>
public sealed record Provenance
{
    /// <summary>The method that it was pretrained with.</summary>
    public string Method { get; init; } = "";

    /// <summary>The data, as they were named.</summary>
    public string Data { get; init; } = "";

    /// <summary>Seed of the run.</summary>
    public long Seed { get; init; }

    /// <summary>Optimizer steps when it was saved.</summary>
    public long Steps { get; init; }

    /// <summary>Version of Autodidact.</summary>
    public string Version { get; init; } = "";
}
