using Autodidact.Configuration;

namespace Autodidact.Training;

/// <summary>The runs in a folder and what has become of each.</summary>
public static class RunListing
{
    private const int LongestWords = 80;

    /// <summary>The runs directly below <paramref name="root"/>, or the one run that it is, in the order of their names; none where there is no such folder.</summary>
    public static IReadOnlyList<RunSummary> Of(string root = RunFolder.DefaultRoot) =>
        RunFolder.IsRun(root) ? [Summarize(root)]
        : !Directory.Exists(root) ? []
        : [.. Directory.EnumerateDirectories(root).Where(RunFolder.IsRun).Order(StringComparer.Ordinal).Select(Summarize)];

    private static RunSummary Summarize(string path)
    {
        RunFolder folder = RunFolder.Open(path);
        RunHolder? holder = RunLock.HolderOf(folder.FullPath);
        RunInformation information;
        string? damage = null;
        try
        {
            information = RunInformation.Read(folder) ?? new RunInformation { Updated = File.GetLastWriteTimeUtc(folder.Recipe) };
        }
        catch (InvalidDataException)
        {
            // Whether it was finished, only its checkpoints know; --resume finds out.
            damage = "run.json is damaged; what has become of the run is not known";
            information = new RunInformation { State = RunState.Interrupted, Updated = File.GetLastWriteTimeUtc(folder.Information) };
        }
        // Only a process that lives can hold the lock; what the file says may be what a killed one left.
        RunState state = holder is not null ? RunState.Running
            : information.State == RunState.Running ? RunState.Interrupted
            : information.State;
        PretrainOptions? recipe = Recipe(folder, ref damage);
        return new(
            path, state, state == RunState.Failed ? information.Failure : damage, recipe?.Method.Name, recipe?.Backbone.Name, recipe?.Data,
            information.Steps, information.TotalSteps > 0 ? information.TotalSteps : null, information.Epochs, information.Loss, information.ImagesPerSecond,
            holder?.ProcessId, holder?.Host, information.Updated > DateTimeOffset.UnixEpoch ? information.Updated : null);
    }

    private static PretrainOptions? Recipe(RunFolder folder, ref string? damage)
    {
        try
        {
            return folder.ReadRecipe();
        }
        catch (ConfigurationException wrong)
        {
            damage ??= $"recipe.yaml cannot be read: {(new FileInfo(folder.Recipe) is { Exists: true, Length: 0 } ? "it is empty" : InFewWords(wrong.Mistakes))}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            damage ??= $"recipe.yaml cannot be read: {error.Message}";
        }
        return null;
    }

    // What is allowed and what to do are for who opens this recipe; here it is one line among many.
    private static string InFewWords(IReadOnlyList<ConfigurationMistake> mistakes)
    {
        ConfigurationMistake first = mistakes[0];
        string problem = first.Problem.Split(':', ';')[0];
        string what = first.Field.Length == 0 ? problem : first.Value is null ? $"{first.Field} {problem}" : $"wrong is {first.Field} = {first.Value}";
        string place = first.Origin?.Split(", line ") is [_, string line] ? $" (line {line})" : "";
        return $"{(what.Length > LongestWords ? what[..LongestWords] + "..." : what)}{place}{(mistakes.Count > 1 ? $" and {mistakes.Count - 1} more" : "")}";
    }
}
