using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Evaluation.Detection;

namespace Autodidact.Embeddings.Detection;

/// <summary>How strange samples are found.</summary>
public sealed record DetectionOptions : ICheckedOptions
{
    /// <summary>The score that compares small parts of pictures.</summary>
    public const string Patches = "patches";

    /// <summary>Every score, in the order in which they are measured where nobody names one.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["knn", "mahalanobis", "energy", Patches];

    /// <summary>The endings of files that scores are written to.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. SampleTable.Endings, ".html"];

    /// <summary>Scores to measure, out of <see cref="Methods"/>; the first decides which samples are called strange. Unset: all that encoder and data allow, in that order.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>False alarms that are allowed among normal samples.</summary>
    [Range(0.0001, 0.5)]
    public double FalseAlarms { get; init; } = 0.05;

    /// <summary>Share of the normal samples that nothing is fitted on: the threshold is measured on them. More are held out, up to half, where the rate of false alarms takes more.</summary>
    [Range(0.01, 0.9)]
    public double Holdout { get; init; } = 0.2;

    /// <summary>Neighbours of <c>knn</c>.</summary>
    [Range(1, 10_000)]
    public int Neighbours { get; init; } = NeighbourDistance.UsualNeighbours;

    /// <summary>Parts of normal pictures that <c>patches</c> remembers.</summary>
    [Range(1, 1 << 18)]
    public int Parts { get; init; } = PatchMemory.UsualParts;

    /// <summary>Rows and columns that pictures are shown at to <c>patches</c>. Unset: as the encoder says.</summary>
    [Range(16, 1024)]
    public int? Size { get; init; }

    /// <summary>Names of the classes that are normal. Unset: those that occur in the normal data.</summary>
    public IReadOnlyList<string> Normal { get; init; } = [];

    /// <summary>Whether random initialisation and raw input are measured too, where the new data say what is normal.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Use only the first samples of the normal and of the new data. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Decides what is held out, and random initialisation.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples that go through the network together.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 64;

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
        foreach (string name in Method.Where(name => !Methods.Contains(name)))
            yield return new("method", name, $"is no score; allowed are {string.Join(", ", Methods)}", Spelling.Nearest(name, Methods));
        if (OutputFile.Mistake("out", Out, Endings) is { } wrong) yield return wrong;
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
    }
}
