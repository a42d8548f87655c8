using System.Security.Cryptography;
using System.Text;
using Autodidact.Configuration;
using Autodidact.Methods;
using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>Names of settings in full and in short, and of folders.</summary>
internal static class SweepNames
{
    private const int LongestFolder = 120;
    private const string Method = "method";

    /// <summary>The settings by their full names: <c>temperature</c> is <c>method.temperature</c> where only one setting ends so.</summary>
    /// <param name="recipe">What was said.</param>
    /// <param name="axes">By the names as they were said.</param>
    /// <param name="mistakes">Takes names that are none, and names of several settings.</param>
    public static IEnumerable<SweepAxis> Resolve(Setting recipe, IReadOnlyList<SweepAxis> axes, List<ConfigurationMistake> mistakes)
    {
        SortedSet<string> known = Known(recipe, axes);
        foreach (SweepAxis axis in axes)
        {
            string name = axis.Setting.EndsWith("." + OptionVariants.NameField, StringComparison.Ordinal) ? axis.Setting[..axis.Setting.LastIndexOf('.')] : axis.Setting;
            string[] found = known.Contains(name) ? [name] : [.. known.Where(path => path.EndsWith("." + name, StringComparison.Ordinal))];
            if (found is [string only])
                yield return axis with { Setting = only };
            else if (found.Length > 1)
                mistakes.Add(new($"grid {name}", null, $"is the end of several settings; name one of {string.Join(", ", found)}"));
            else
                mistakes.Add(new($"grid {name}", null, "there is no such setting", Spelling.Nearest(name, known.Concat(known.Select(path => path[(path.LastIndexOf('.') + 1)..])))));
        }
    }

    /// <summary>Whether the setting chooses among methods, backbones or the like.</summary>
    public static bool IsVariant(string setting) =>
        OptionField.Of(typeof(PretrainOptions)).FirstOrDefault(field => field.Name == setting) is { } field && OptionVariants.HasVariants(field.ValueType);

    /// <summary>Which variant was said, or is meant where only some of its settings were.</summary>
    public static string? NameIn(Setting recipe, string setting)
    {
        return Said(recipe, setting) ?? Usual(setting, setting == Method ? null : Said(recipe, Method));
    }

    private static string? Said(Setting recipe, string setting)
    {
        Setting? said = recipe.Children.GetValueOrDefault(setting);
        return said?.Children.GetValueOrDefault(OptionVariants.NameField)?.Text ?? said?.Text;
    }

    // What is meant where nothing is said may follow from the method.
    private static string? Usual(string setting, string? method)
    {
        PretrainOptions usual = method is not null && OptionVariants.Of(typeof(MethodOptions)).TryGetValue(method, out Type? type) ? new() { Method = (MethodOptions)Activator.CreateInstance(type)! } : new();
        return OptionField.Of(typeof(PretrainOptions)).First(field => field.Name == setting).Get(usual) is { } variant ? OptionVariants.NameOf(variant) : null;
    }

    /// <summary>A folder for a run: its name, in letters that no shell and no file system minds.</summary>
    public static string Folder(string name)
    {
        string plain = Plain(name.Replace(' ', '_'));
        // Two names may differ only in what was replaced or cut off.
        return plain == name.Replace(' ', '_') && plain.Length <= LongestFolder
            ? plain
            : $"{plain[..Math.Min(plain.Length, LongestFolder)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    /// <summary>The name with every other letter than those of plain file names replaced.</summary>
    public static string Plain(string name)
    {
        string plain = new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '=' or '+' ? letter : '-')]);
        return plain.TrimStart('.', '-') is { Length: > 0 } visible ? visible : "run";
    }

    // Settings of every variant that is asked for: those of one method need not be those of another.
    private static SortedSet<string> Known(Setting recipe, IReadOnlyList<SweepAxis> axes)
    {
        SortedSet<string> known = new(StringComparer.Ordinal);
        foreach (OptionField field in OptionField.Of(typeof(PretrainOptions)))
        {
            if (!OptionVariants.HasVariants(field.ValueType))
            {
                object? usual = field.Get(new PretrainOptions());
                if (field.IsGroup && usual is not null) known.UnionWith(OptionsListing.Settings(usual, field.Name + ".").Select(setting => setting.Path));
                else known.Add(field.Name);
                continue;
            }

            known.Add(field.Name);
            IReadOnlyDictionary<string, Type> variants = OptionVariants.Of(field.ValueType);
            IEnumerable<string?> asked = Values(axes, field.Name);
            if (field.Name != Method && Said(recipe, field.Name) is null) asked = asked.Concat(Values(axes, Method).Select(method => Usual(field.Name, method)));
            foreach (string name in asked.Append(NameIn(recipe, field.Name)).OfType<string>().Where(variants.ContainsKey))
                known.UnionWith(OptionsListing.Settings(Activator.CreateInstance(variants[name])!, field.Name + ".").Select(setting => setting.Path));
        }

        known.RemoveWhere(path => path is "out" || path.EndsWith("." + OptionVariants.NameField, StringComparison.Ordinal));
        return known;
    }

    private static IEnumerable<string> Values(IReadOnlyList<SweepAxis> axes, string setting) =>
        axes.Where(axis => axis.Setting == setting || axis.Setting == $"{setting}.{OptionVariants.NameField}").SelectMany(axis => axis.Values);
}
