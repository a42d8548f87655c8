using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine;

namespace Autodidact.Reports;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions : ICheckedOptions
{
    /// <summary>The samples to show, as <see cref="Data.DataSources"/> takes them. Unset: those the run learned from, their test part where there is one.</summary>
    public string? Data { get; init; }

    /// <summary>The file to write. Unset: <c>report.html</c> in the run's folder.</summary>
    public string? Out { get; init; }

    /// <summary>Most samples that are embedded and shown of a part; of more, so many are drawn, class by class.</summary>
    [Range(2, 100_000)]
    public int Limit { get; init; } = 5000;

    /// <summary>Samples whose neighbours are shown.</summary>
    [Range(1, 100)]
    public int Queries { get; init; } = 12;

    /// <summary>Neighbours of each, and samples shown of a cluster.</summary>
    [Range(1, 50)]
    public int Neighbours { get; init; } = 8;

    /// <summary>Clusters. Unset: as many as there are classes, at most 30; 10 where there are none.</summary>
    [Range(2, 1000)]
    public int? Clusters { get; init; }

    /// <summary>Whether an encoder whose card nobody has measured is measured now, where the data have labels.</summary>
    public bool Measure { get; init; } = true;

    /// <summary>Decides which samples are drawn, what is held out, and where clusters begin.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples that go through the network together.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
        if (OutputFile.Mistake("out", Out, ".html") is { } wrong) yield return wrong;
    }
}
