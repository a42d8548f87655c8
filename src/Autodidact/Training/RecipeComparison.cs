using Autodidact.Configuration;

namespace Autodidact.Training;

/// <summary>Whether a run may be continued with other options than it was started with.</summary>
internal static class RecipeComparison
{
    /// <summary>Settings that do not change what has been learned so far. Data are compared by what they hold, not by where they lie.</summary>
    private static readonly HashSet<string> s_harmless =
        ["out", "data", "epochs", "steps", "checkpoint_every", "knn_every", "threads", "loader_threads", "device", "maximum_bad_share"];

    /// <exception cref="ConfigurationException">Something differs that must not; lists every difference.</exception>
    public static void ThrowIfDifferent(PretrainOptions saved, PretrainOptions wanted)
    {
        ConfigurationMistake[] differences =
        [
            .. OptionsListing.Differences(saved, wanted)
                .Where(difference => !s_harmless.Contains(difference.Path))
                .Select(difference => new ConfigurationMistake(difference.Path, difference.Second ?? "nothing", $"the run was started with {difference.First ?? "nothing"}; leave it so, or start another run without --resume")),
        ];
        if (differences.Length > 0)
            throw new ConfigurationException(differences);
    }
}
