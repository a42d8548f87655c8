using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;

namespace Autodidact.Embeddings.Components;

/// <summary>How independent components of samples' features are found.</summary>
public sealed record IcaOptions : ICheckedOptions
{
    /// <summary>The endings of files that components are written to.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. SampleTable.Endings, ".html"];

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

    /// <summary>Which part, where the data have parts.</summary>
    public Split Split { get; init; }

    /// <summary>Use only the first samples. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Decides where the search begins.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples that go through the network together.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>A file to write, ending in <c>.csv</c>, <c>.jsonl</c> or <c>.html</c>; what is there is replaced. Unset: none.</summary>
    public string? Out { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Out is not null && !Endings.Contains(Path.GetExtension(Out).ToLowerInvariant()))
            yield return new("out", Out, $"must name a file that ends in {string.Join(", ", Endings)}");
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
