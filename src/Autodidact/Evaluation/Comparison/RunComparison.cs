using Autodidact.Configuration;
using Autodidact.Training;

namespace Autodidact.Evaluation.Comparison;

/// <summary>Runs beside each other: those of one recipe in one row, whatever their seeds.</summary>
public sealed record RunComparison
{
    // A name that lists more settings than these is none.
    private const int MostSettingsInName = 4;

    private const string Earlier = "method.earlier";

    /// <summary>What the figures were measured on; null where runs were measured on nothing or on different data.</summary>
    public string? Data { get; init; }

    /// <summary>The rows, the best first.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>What is worth as much without learning.</summary>
    public IReadOnlyList<BaselineRow> Baselines { get; init; } = [];

    /// <summary>How far scores without labels can be trusted here: one entry for each score that at least three rows have beside their accuracy.</summary>
    public IReadOnlyList<ScoreAgreement> Agreement { get; init; } = [];

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Puts runs beside each other.</summary>
    /// <param name="runs">What is known of each; at least one.</param>
    public static RunComparison Of(IReadOnlyList<RunFigures> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        List<string> notes = [];
        foreach (RunFigures run in runs.Where(run => run.Information.State != RunState.Finished))
            notes.Add($"{run.Run.Path} is {OptionValue.Write(run.Information.State)} after {run.Information.Steps:N0} of {run.Information.TotalSteps:N0} steps");
        foreach (string run in runs.Where(run => run.Card is null).Select(run => run.Run.Path))
            notes.Add($"{run} was never measured on labelled data; name them with --data");
        string measuredWith = SettingsThatDiffer(runs);
        if (measuredWith.Length > 0)
            notes.Add($"the runs were measured with different settings ({measuredWith}): their accuracies cannot be compared; name the data with --data, and all are measured with the same");
        string[] measuredOn = [.. runs.Select(run => run.Card?.Data).OfType<string>().Distinct()];
        if (measuredOn.Length > 1) notes.Add($"the runs were measured on different data ({string.Join(", ", measuredOn)}): their accuracies cannot be compared; name one with --data");

        List<(RunFigures[] Runs, Dictionary<string, string> Settings)> groups =
        [
            .. runs.GroupBy(KeyOf).Select(group => (group.ToArray(), SettingsOf(group.First()))),
        ];
        string[] differing = [.. groups.SelectMany(group => group.Settings.Keys).Distinct()
            .Where(name => groups.Select(group => group.Settings.GetValueOrDefault(name)).Distinct().Count() > 1)];
        foreach (RunFigures[] same in groups.Select(group => group.Runs))
        {
            foreach (IGrouping<ulong, RunFigures> twice in same.GroupBy(run => run.Recipe.Seed).Where(seed => seed.Count() > 1))
                notes.Add($"{string.Join(" and ", twice.Select(run => run.Run.Path))} are the same run twice; intervals over seeds are too narrow");
        }

        ComparisonRow[] rows = [.. groups.Select(group => Row(group.Runs, group.Settings, differing))];
        return new()
        {
            Data = measuredOn.Length == 1 ? measuredOn[0] : null,
            Rows = [.. rows.OrderByDescending(row => row.Knn?.Value ?? row.Linear?.Value ?? double.NegativeInfinity)],
            Baselines = BaselineRow.Of(runs),
            Agreement = measuredOn.Length == 1 && measuredWith.Length == 0 ? [.. ScoreAgreement.Of(rows)] : [],
            Notes = notes,
        };
    }

    private static string KeyOf(RunFigures run) => string.Join('\n', SettingsOf(run).Select(setting => $"{setting.Key}={setting.Value}"));

    // Data and earlier runs are what they hold, not where they lie.
    private static Dictionary<string, string> SettingsOf(RunFigures run) => OptionsListing.Settings(run.Recipe)
        .Where(setting => setting.Path != "seed" && !RecipeSettings.Aside.Contains(setting.Path)).Select(setting => (setting.Path, setting.Value))
        .Append(("data", run.Information.Data ?? run.Recipe.Data))
        .Concat(run.Recipe.Method.Earlier is (_, string path) ? new[] { (Earlier, run.Information.Earlier ?? path) } : [])
        .ToDictionary(setting => setting.Item1, setting => setting.Item2);

    private static ComparisonRow Row(RunFigures[] runs, Dictionary<string, string> settings, string[] differing)
    {
        PretrainOptions recipe = runs[0].Recipe;
        Dictionary<string, string> apart = differing.Where(settings.ContainsKey).ToDictionary(name => name, name => name == "data" ? recipe.Data : name == Earlier ? recipe.Method.Earlier!.Value.Path : settings[name]);
        double[] losses = [.. runs.Select(run => run.Information.Loss).OfType<double>()];
        double[] counted = [.. runs.Where(run => run.Information.GigaflopsPerStep is not null).Select(run => run.Information.GigaflopsPerStep!.Value * run.Information.Steps)];
        return new()
        {
            Name = NameOf(runs[0], apart),
            Method = recipe.Method.Name,
            Backbone = recipe.Backbone.Name,
            PretrainedOn = recipe.Data,
            Settings = apart,
            Runs = [.. runs.Select(run => run.Run.Path)],
            Seeds = [.. runs.Select(run => run.Recipe.Seed)],
            Epochs = runs.Average(run => run.Information.Epochs),
            Knn = Estimate.Of([.. runs.Select(run => run.Accuracy("knn")).OfType<(double, Interval?)>()], 0, 1),
            Linear = Estimate.Of([.. runs.Select(run => run.Accuracy("linear")).OfType<(double, Interval?)>()], 0, 1),
            Rankme = Estimate.Of([.. runs.Select(run => run.Rankme).OfType<double>().Select(value => (value, (Interval?)null))]),
            Lidar = Estimate.Of([.. runs.Select(run => run.Lidar).OfType<double>().Select(value => (value, (Interval?)null))]),
            Loss = losses.Length > 0 ? losses.Average() : null,
            Seconds = runs.Average(run => run.Information.Seconds),
            ImagesSeen = runs.Average(run => (double)run.Information.Steps * run.Recipe.Batch),
            ImagesPerSecond = runs.Average(run => run.Information.ImagesPerSecond),
            Gigaflops = counted.Length > 0 ? counted.Average() : null,
        };
    }

    private static string NameOf(RunFigures run, Dictionary<string, string> apart)
    {
        string[] others = [.. apart.Where(setting => setting.Key != "method.name").Select(setting => $"{setting.Key.Split('.')[^1]}={setting.Value}")];
        return others.Length > MostSettingsInName ? Path.GetFileName(run.Run.FullPath) : string.Join(' ', apart.ContainsKey("method.name") || others.Length == 0 ? others.Prepend(run.Recipe.Method.Name) : others);
    }

    /// <summary>Such as <c>limit=100: runs/a; limit=none: runs/b</c>; empty where all were measured alike.</summary>
    private static string SettingsThatDiffer(IReadOnlyList<RunFigures> runs)
    {
        (string Run, string[] Settings)[] measured = [.. runs.Where(run => run.Card is not null && run.MeasuredWith is not null).Select(run => (run.Run.Path, run.MeasuredWith!.Split(' ')))];
        HashSet<string> shared = [.. measured.FirstOrDefault().Settings ?? []];
        foreach ((_, string[] settings) in measured) shared.IntersectWith(settings);
        return string.Join("; ", measured.GroupBy(run => string.Join(' ', run.Settings.Where(setting => !shared.Contains(setting))), run => run.Run)
            .Where(same => same.Key.Length > 0).Select(same => $"{same.Key}: {string.Join(", ", same)}"));
    }
}
