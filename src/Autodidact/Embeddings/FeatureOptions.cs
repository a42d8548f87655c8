using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;

namespace Autodidact.Embeddings;

/// <summary>What all work on the features of one source can be told: which samples, on what, and where the outcome goes.</summary>
public abstract record FeatureOptions : ICheckedOptions
{
    /// <summary>Which part, where the data have parts.</summary>
    public Split Split { get; init; }

    /// <summary>Use only the first samples. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Decides all that is drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Most samples that go through the network together; on the processor fewer, as pictures are larger.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>A file to write, with one of <see cref="Endings"/>; what is there is replaced. Unset: none.</summary>
    public string? Out { get; init; }

    /// <summary>The endings of files that the outcome is written to.</summary>
    protected virtual IEnumerable<string> Endings => [.. SampleTable.Endings, ".html"];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (OutputFile.Mistake("out", Out, Endings) is { } wrong) yield return wrong;
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
