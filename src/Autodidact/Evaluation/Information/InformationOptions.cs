using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Information;

/// <summary>How mutual information between views is measured.</summary>
public sealed record InformationOptions : ICheckedOptions
{
    /// <summary>Pairs among which each is to be told apart, K; sizes that do not fill three batches are left out.</summary>
    [Range(2, 65536)]
    public IReadOnlyList<int> Sizes { get; init; } = [16, 64, 256, 1024];

    /// <summary>Most pictures to measure on, and most to fit critics on.</summary>
    [Range(32, 1 << 17)]
    public int Limit { get; init; } = 4096;

    /// <summary>Decides views, which pictures are taken, and random initialisation.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether the network at random initialisation is measured too.</summary>
    public bool Baseline { get; init; } = true;

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
        if (Sizes.Count == 0) yield return new("sizes", null, "is empty; name the numbers of pairs in a batch, such as 16,64,256");
    }
}
