using System.Globalization;
using Autodidact.Configuration;
using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>Which settings a sweep varies, and over how many seeds: as said on the command line and in a recipe's <c>sweep</c> section.</summary>
/// <param name="Axes">The settings, by the names as they were said.</param>
/// <param name="Seeds">Runs of each combination, at least 1.</param>
public sealed record SweepGrid(IReadOnlyList<SweepAxis> Axes, int Seeds)
{
    /// <summary>Most runs of a sweep.</summary>
    public const int MostCells = 10_000;

    /// <summary>
    /// Reads <c>sweep: { grid: { temperature: [0.1, 0.2] }, seeds: 3 }</c> out of what was said, then the command line, whose word
    /// counts where both name the same setting.
    /// </summary>
    /// <param name="said">A recipe. What is not of that form is refused in it, to be reported with all else that is wrong.</param>
    /// <param name="pairs">As <c>--grid</c> takes them: <c>temperature=0.1,0.2</c>.</param>
    /// <param name="seeds">As <c>--seeds</c> takes it; null where it was not said.</param>
    public static SweepGrid Read(Setting said, IReadOnlyList<string> pairs, string? seeds)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(pairs);
        List<ConfigurationMistake> mistakes = [];
        Dictionary<string, SweepAxis> axes = [];
        string? count = null, origin = null;
        foreach ((string name, Setting inside) in said.Children.GetValueOrDefault(PretrainOptions.SweepSection)?.Children ?? new Dictionary<string, Setting>())
        {
            if (name == "grid") ReadGroup(inside, "");
            else if (name == "seeds") (count, origin) = (inside.Text ?? "", inside.Origin);
            else mistakes.Add(new($"sweep.{name}", null, "there is no such setting in sweep; there are grid and seeds", Spelling.Nearest(name, ["grid", "seeds"]), inside.Origin));
        }

        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) mistakes.Add(new("grid", pair, "is not of the form setting=value,value, such as temperature=0.1,0.2", Origin: "--grid"));
            else Add(pair[..equals].Trim(), pair[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), "--grid");
        }

        if (seeds is not null) (count, origin) = (seeds, "--seeds");
        int number = 1;
        if (count is not null && !(int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= MostCells))
            mistakes.Add(new("seeds", count, $"must be a whole number between 1 and {MostCells}", Origin: origin));
        said.Refuse(mistakes);
        return new([.. axes.Values], Math.Max(1, number));

        void ReadGroup(Setting group, string prefix)
        {
            foreach ((string name, Setting inside) in group.Children)
            {
                if (inside.Children.Count > 0) ReadGroup(inside, $"{prefix}{name}.");
                else Add(prefix + name, inside.Items ?? (inside.Text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), inside.Origin);
            }
        }

        void Add(string name, IReadOnlyList<string> values, string? where)
        {
            if (values.Count == 0) mistakes.Add(new($"grid {name}", null, "names no value; write them one after the other, as in temperature=0.1,0.2", Origin: where));
            else if (values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { } twice) mistakes.Add(new($"grid {name}", twice.Key, "is named twice", Origin: where));
            axes[name] = new(name, values);
        }
    }
}
