using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Comparison;

/// <summary>What features are worth that nothing was learned for.</summary>
/// <param name="Features">One of the names of <see cref="FeatureOrigin"/>.</param>
/// <param name="Backbone">The network's name for random initialisation; null for raw input.</param>
/// <param name="Settings">Where there are several rows of such features: the settings that tell them apart, by full name.</param>
/// <param name="Knn">Accuracy of nearest neighbours, 0..1; null where it was not measured.</param>
/// <param name="Linear">Accuracy of the linear probe, 0..1.</param>
public sealed record BaselineRow(string Features, string? Backbone, IReadOnlyDictionary<string, string> Settings, Estimate? Knn, Estimate? Linear)
{
    /// <summary>For people: <c>random resnet18 (width=32)</c>, <c>raw input</c>.</summary>
    public string Name => (Features == FeatureOrigin.RawInput ? "raw input" : $"random {Backbone}")
        + (Settings.Count == 0 ? "" : $" ({string.Join(' ', Settings.Select(setting => $"{setting.Key.Split('.')[^1]}={setting.Value}"))})");

    /// <summary>One row for each network, data and preprocessing that baselines were measured with.</summary>
    internal static IReadOnlyList<BaselineRow> Of(IEnumerable<RunFigures> runs)
    {
        (string Features, RunFigures Run, Dictionary<string, string> Settings)[] measured =
        [
            .. from features in (string[])[FeatureOrigin.RandomInitialization, FeatureOrigin.RawInput]
               from run in runs
               where run.Accuracy("knn", features) is not null || run.Accuracy("linear", features) is not null
               group run by (Features: features, Key: Key(run, features)) into same
               select (same.Key.Features, same.First(), SettingsOf(same.First(), same.Key.Features)),
        ];
        return [.. measured.Select(row => Row(row.Features, row.Run, row.Settings, [.. measured.Where(other => other.Features == row.Features).Select(other => other.Settings)]))];
    }

    /// <summary>What random initialisation and raw input of a run depend on: runs with one key share their baselines.</summary>
    internal static string Key(RunFigures run, string features = FeatureOrigin.RandomInitialization) =>
        string.Join('\n', SettingsOf(run, features).Select(setting => $"{setting.Key}={setting.Value}"));

    private static BaselineRow Row(string features, RunFigures run, Dictionary<string, string> settings, Dictionary<string, string>[] all) => new(
        features,
        features == FeatureOrigin.RawInput ? null : run.Recipe.Backbone.Name,
        // The name of the network is said anyway.
        settings.Where(setting => setting.Key != "backbone.name" && all.Any(other => other.GetValueOrDefault(setting.Key) != setting.Value)).ToDictionary(),
        One(run.Accuracy("knn", features)), One(run.Accuracy("linear", features)));

    private static Dictionary<string, string> SettingsOf(RunFigures run, string features)
    {
        // What is kept may be more than the recipe's backbone, such as the first layers of a head.
        BackboneOptions network = run.Encoder?.Backbone ?? run.Recipe.Backbone;
        ViewOptions views = run.Recipe.Views;
        Preprocessing preprocessing = run.Encoder?.Preprocessing ?? new ImagePreprocessing() { Size = views.Size ?? new ImagePreprocessing().Size, Mean = views.Mean, Std = views.Std };
        return OptionsListing.Settings(preprocessing, "preprocessing.")
            .Concat(features == FeatureOrigin.RandomInitialization ? OptionsListing.Settings(network, "backbone.") : [])
            .Select(setting => (setting.Path, setting.Value))
            .Append(("data", run.Card?.Data ?? run.Recipe.Data))
            .Concat((run.MeasuredWith ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => (setting.Split('=')[0], setting.Split('=')[^1])))
            .ToDictionary(setting => setting.Item1, setting => setting.Item2);
    }

    private static Estimate? One((double, Interval?)? value) => value is { } one ? Estimate.Of([one]) : null;
}
