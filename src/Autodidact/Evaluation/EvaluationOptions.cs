using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Evaluation.Probes;

namespace Autodidact.Evaluation;

/// <summary>How an encoder is measured.</summary>
public sealed record EvaluationOptions : ICheckedOptions
{
    /// <summary>Names of the evaluations, out of <see cref="FeatureEvaluation.Known"/>, or <see cref="FeatureEvaluation.All"/>. By default the usual ones.</summary>
    public IReadOnlyList<string> With { get; init; } = [.. FeatureEvaluation.Known.Where(evaluation => evaluation.IsUsual).Select(evaluation => evaluation.Name)];

    /// <summary>Use only the first samples of each part, so of the training and of the test part. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Seed of random initialisation, of the part held out where data have no test part, and of validation parts.</summary>
    public ulong Seed { get; init; }

    /// <summary>Neighbours that vote; all training samples when there are fewer. Unset: chosen on a validation part of the training part.</summary>
    [Range(1, 1_000_000)]
    public int? K { get; init; }

    /// <summary>Temperature of the vote. Unset: chosen on a validation part of the training part.</summary>
    [Range(0.0001, 1000)]
    public double? Temperature { get; init; }

    /// <summary>Another source, as <see cref="Data.DataSources"/> opens it, whose samples the evaluation <c>ood</c> tells from the test part.</summary>
    public string? Ood { get; init; }

    /// <summary>Another encoder, or a run, that <c>geometry</c> holds this one against: a folder. Its features are those of the same test samples.</summary>
    public string? Beside { get; init; }

    /// <summary>Share of the samples that becomes the test part where data have none; the same share of every class.</summary>
    [Range(0.01, 0.9)]
    public double TestShare { get; init; } = 0.2;

    /// <summary>Whether random initialisation and raw input are measured too.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Largest rows and columns of raw input.</summary>
    [Range(1, 256)]
    public int RawInputSize { get; init; } = 32;

    /// <summary>Samples that go through the network together.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Most test pictures that robustness is measured on, drawn from the test part; each is read 111 times.</summary>
    [Range(2, int.MaxValue)]
    public int RobustnessPictures { get; init; } = 500;

    /// <summary>Generated pictures that the probes of cue conflict are fitted on, and as many that they are measured on.</summary>
    [Range(20, 100_000)]
    public int CuePictures { get; init; } = 1000;

    /// <summary>Further labelled data that transfer is measured on, each as for the card's own data.</summary>
    public IReadOnlyList<string> Transfer { get; init; } = [];

    /// <summary>Pictures with masks that linear segmentation is measured on: a folder or tar with <c>images</c> and <c>masks</c>, as <c>masks:PATH</c> or the path alone.</summary>
    public string? Segmentation { get; init; }

    /// <summary>Rows and columns at which segmentation reads pictures. Unset: as the encoder does; twice that below 64, since a map of few parts says little about pixels.</summary>
    [Range(16, 1024)]
    public int? SegmentationSize { get; init; }

    /// <summary>Where to write a PNG of some predicted masks beside the true ones. Unset: nowhere.</summary>
    public string? SegmentationPicture { get; init; }

    /// <summary>Most megabytes of features that <c>evaluate</c> keeps in a run's folder for the next time; those that were not used for the longest time go first. 0: none.</summary>
    [Range(0, 1 << 20)]
    public int CacheMegabytes { get; init; } = 512;

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>How runs are measured that are put beside each other: nearest neighbours and the linear probe, with a vote that is the same for all of them and was chosen for none.</summary>
    public static EvaluationOptions OfRuns { get; } = new() { With = ["knn", "linear"], K = KnnChoice.UsualK, Temperature = KnnChoice.UsualTemperature };

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem) yield return new("device", Device, problem);
        string[] known = [.. FeatureEvaluation.Known.Select(evaluation => evaluation.Name), FeatureEvaluation.All];
        if (With.Count == 0) yield return new("with", null, $"is empty; allowed are {string.Join(", ", known)}");
        foreach (string name in With.Where(name => !known.Contains(name)))
            yield return new("with", name, $"is no evaluation; allowed are {string.Join(", ", known)}", Spelling.Nearest(name, known));
    }
}
