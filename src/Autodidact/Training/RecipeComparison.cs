using Autodidact.Configuration;

namespace Autodidact.Training;

/// <summary>Whether a run may be continued with other options than it was started with.</summary>
internal static class RecipeComparison
{
    /// <summary>Settings that do not change what has been learned so far. Data are compared by what they hold, not by where they lie.</summary>
    private static readonly HashSet<string> s_harmless =
        ["out", "data", "epochs", "steps", "checkpoint_every", "knn_every", "threads", "loader_threads", "device", "maximum_bad_share", "deterministic"];

    /// <summary>The options with which a run goes on: what <paramref name="wanted"/> leaves open is as the run was started.</summary>
    /// <exception cref="ConfigurationException">Something differs that must not; lists every difference.</exception>
    public static PretrainOptions Continue(RunFolder folder, PretrainOptions wanted)
    {
        PretrainOptions saved = folder.ReadRecipe();
        Setting said = new();
        RecipeReader.ReadFile(folder.Recipe, said);
        foreach ((string path, string value, _) in OptionsListing.Settings(wanted).Where(setting => setting.Value != OptionValue.Write(null)))
            said.Set(path, value);
        PretrainOptions options = OptionsBinder.Bind<PretrainOptions>(said);
        ConfigurationMistake[] differences =
        [
            .. OptionsListing.Differences(saved, options)
                .Where(difference => !s_harmless.Contains(difference.Path))
                .Select(difference => new ConfigurationMistake(difference.Path, difference.Second ?? "nothing", $"the run was started with {difference.First ?? "nothing"}; leave it so, or start another run without --resume")),
        ];
        return differences.Length == 0 ? options : throw new ConfigurationException(differences);
    }
}
