using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine;

namespace Autodidact.Cli;

/// <summary>What <c>index</c> can be told.</summary>
internal sealed record IndexSettings : IndexOptions
{
    /// <summary>The folder of the index. Unset: <c>index</c> in the run's.</summary>
    public string? Out { get; init; }

    /// <summary>Adds the data to the index that is there.</summary>
    public bool Add { get; init; }

    /// <summary>Makes anew the index that is there.</summary>
    public bool Replace { get; init; }

    /// <summary>Builds the index that is there anew from its own vectors, without those that were taken out.</summary>
    public bool Compact { get; init; }

    /// <summary>A file with a JSON object a line, <c>{"id": ..., ...}</c>: what else is known of samples.</summary>
    public string? Facts { get; init; }

    /// <summary>Which part, where the data have parts.</summary>
    public Split Split { get; init; }

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationMistake> Check()
    {
        foreach (ConfigurationMistake mistake in base.Check()) yield return mistake;
        if (Add && Replace) yield return new("add", "true", "does not go with --replace: one keeps the index, the other does not");
        if (Facts is not null && !File.Exists(Facts)) yield return new("facts", Facts, "is not there; name a file with a JSON object a line");
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
