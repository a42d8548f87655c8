using Autodidact.Configuration;
using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>All runs of a sweep, made and checked before the first of them starts.</summary>
public sealed class SweepPlan
{
    /// <summary>The folder that holds sweeps without a place of their own.</summary>
    public const string DefaultRoot = "sweeps";

    private SweepPlan(string folder, IReadOnlyList<SweepAxis> axes, int seeds, IReadOnlyList<SweepCell> cells) => (Folder, Axes, Seeds, Cells) = (folder, axes, seeds, cells);

    /// <summary>Where the runs lie, each in a folder of its own.</summary>
    public string Folder { get; }

    /// <summary>The settings that vary, by their full names.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>Runs of each combination, with the recipe's seed and the next ones.</summary>
    public int Seeds { get; }

    /// <summary>The runs, seed after seed, combination after combination.</summary>
    public IReadOnlyList<SweepCell> Cells { get; }

    /// <summary>Makes the runs of a grid around a recipe.</summary>
    /// <param name="said">The recipe with everything that the command line says; not changed.</param>
    /// <param name="grid">What varies.</param>
    /// <param name="folder">Where; null for <c>sweeps/METHOD-SETTINGS</c>.</param>
    /// <exception cref="ConfigurationException">Something is wrong with the recipe, a setting, or any combination; lists everything.</exception>
    public static SweepPlan Create(Setting said, SweepGrid grid, string? folder)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(grid);
        Setting recipe = said.Copy();
        recipe.Remove(PretrainOptions.SweepSection);
        List<ConfigurationMistake> mistakes = [];
        SweepAxis[] axes = [.. SweepNames.Resolve(recipe, grid.Axes, mistakes)];
        foreach (string twice in axes.GroupBy(axis => axis.Setting).Where(same => same.Count() > 1).Select(same => same.Key))
            mistakes.Add(new($"grid {twice}", null, "is named twice, in short and in full"));
        if (grid.Seeds > 1 && axes.Any(axis => axis.Setting == "seed"))
            mistakes.Add(new("seeds", $"{grid.Seeds}", "cannot be said where the grid names seeds itself; leave out one of the two"));
        if (axes.Aggregate((double)grid.Seeds, (count, axis) => count * axis.Values.Count) is double cells and > SweepGrid.MostCells)
            mistakes.Add(new("grid", null, $"makes {cells:N0} runs; at most {SweepGrid.MostCells:N0} are allowed"));
        if (mistakes.Count > 0) throw new ConfigurationException([.. mistakes, .. MistakesOf(recipe)]);

        // A setting that is wrong in every combination is said once.
        HashSet<string> told = [];
        List<(string[] Values, PretrainOptions Options)> combinations = [];
        foreach (string[] values in Combinations(axes))
        {
            try
            {
                combinations.Add((values, OptionsBinder.Bind<PretrainOptions>(With(recipe, axes, values))));
            }
            catch (ConfigurationException wrong)
            {
                mistakes.AddRange(wrong.Mistakes.Where(mistake => told.Add(mistake.ToString())));
            }
        }

        if (mistakes.Count > 0) throw new ConfigurationException(mistakes);
        folder ??= Path.Combine(DefaultRoot, SweepNames.Plain(string.Join('-', axes.Select(axis => axis.ShortName).Prepend(combinations[0].Options.Method.Name))));
        if (RunFolder.IsRun(folder) || File.Exists(folder))
            throw new ConfigurationException([new("out", folder, $"is a {(File.Exists(folder) ? "file" : "run")}; name a folder for the sweep")]);
        return new(folder, axes, grid.Seeds, CellsOf(folder, axes, grid.Seeds, combinations));
    }

    private static SweepCell[] CellsOf(string folder, SweepAxis[] axes, int seeds, List<(string[] Values, PretrainOptions Options)> combinations)
    {
        bool namesSeed = axes.All(axis => axis.Setting != "seed");
        // All combinations with one seed come before the next seed, so that an interrupted sweep has something to say of each.
        return
        [
            .. from seed in Enumerable.Range(0, seeds)
               from combination in combinations
               let options = combination.Options with { Seed = combination.Options.Seed + (ulong)seed }
               let name = string.Join(' ', axes.Zip(combination.Values, (axis, value) => $"{axis.ShortName}={value}").Concat(namesSeed ? [$"seed={options.Seed}"] : []))
               select new SweepCell(name, combination.Values, options with { Out = Path.Combine(folder, SweepNames.Folder(name)) }),
        ];
    }

    private static IEnumerable<string[]> Combinations(IEnumerable<SweepAxis> axes) =>
        axes.Aggregate((IEnumerable<string[]>)[[]], (all, axis) => [.. all.SelectMany(_ => axis.Values, (before, value) => (string[])[.. before, value])]);

    private static Setting With(Setting recipe, SweepAxis[] axes, string[] values)
    {
        Setting cell = recipe.Copy();
        foreach ((SweepAxis axis, string value) in axes.Zip(values))
        {
            // Settings of one method are not those of another.
            if (SweepNames.IsVariant(axis.Setting) && SweepNames.NameIn(cell, axis.Setting) != value) cell.Remove(axis.Setting);
        }

        foreach ((SweepAxis axis, string value) in axes.Zip(values).OrderBy(pair => pair.First.Setting.Count(letter => letter == '.')))
            cell.Set(axis.Setting, value, $"grid {axis.Setting}");
        return cell;
    }

    private static IReadOnlyList<ConfigurationMistake> MistakesOf(Setting recipe)
    {
        try
        {
            OptionsBinder.Bind<PretrainOptions>(recipe);
            return [];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Mistakes;
        }
    }
}
