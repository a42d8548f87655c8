using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Engine;

namespace Autodidact.Cli;

/// <summary>What <c>search</c>, <c>duplicates</c> and <c>neighbours</c> can be told.</summary>
internal record SearchSettings : ICheckedOptions
{
    /// <summary>Samples to find; of <c>neighbours</c> those of each.</summary>
    [Range(1, 10_000)]
    public int K { get; init; } = 10;

    /// <summary>Samples whose neighbours are shown.</summary>
    [Range(1, 1000)]
    public int Rows { get; init; } = 12;

    /// <summary>The least cosine of two samples that are duplicates. Unset: suggested.</summary>
    [Range(0, 1)]
    public double? Threshold { get; init; }

    /// <summary>The folder of the index. Unset: <c>index</c> in the run's.</summary>
    public string? Index { get; init; }

    /// <summary>A file to write: <c>.csv</c>, <c>.jsonl</c>, <c>.html</c>, of <c>neighbours</c> also <c>.png</c>.</summary>
    public string? Out { get; init; }

    /// <summary>Which part, where the data have parts and there is no index yet.</summary>
    public Split Split { get; init; }

    /// <summary>Decides which samples are drawn.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>The endings that <see cref="Out"/> may have.</summary>
    protected virtual IEnumerable<string> Endings => [.. SampleTable.Endings, ".html"];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (OutputFile.Mistake("out", Out, Endings) is { } wrong) yield return wrong;
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
