using System.Collections;

namespace Autodidact.Configuration;

/// <summary>Options as a flat list, for help texts and comparisons.</summary>
public static class OptionsListing
{
    /// <summary>Every setting of <paramref name="options"/> by its full name (<c>method.temperature</c>), with its value as a recipe writes it.</summary>
    public static IEnumerable<(string Path, string Value, string Allowed)> Settings(object options, string prefix = "")
    {
        if (prefix.Length > 0 && OptionVariants.NameOf(options) is string variant)
            yield return (prefix + OptionVariants.NameField, variant, "");
        foreach (OptionField field in OptionField.Of(options.GetType()))
        {
            object? value = field.Get(options);
            if (!field.IsGroup || value is null)
                yield return (prefix + field.Name, Text(value), field.IsGroup ? "" : field.Allowed);
            else
                foreach ((string, string, string) inner in Settings(value, $"{prefix}{field.Name}."))
                    yield return inner;
        }
    }

    /// <summary>Settings that differ between two options of one type: name, value in the first, value in the second.</summary>
    public static IReadOnlyList<(string Path, string? First, string? Second)> Differences(object first, object second)
    {
        Dictionary<string, string> one = Settings(first).ToDictionary(setting => setting.Path, setting => setting.Value);
        Dictionary<string, string> other = Settings(second).ToDictionary(setting => setting.Path, setting => setting.Value);
        return [.. one.Keys.Union(other.Keys)
            .Select(path => (path, one.GetValueOrDefault(path), other.GetValueOrDefault(path)))
            .Where(pair => pair.Item2 != pair.Item3)];
    }

    /// <summary>A value, or a list of them, as a recipe writes it.</summary>
    public static string Text(object? value) => value is IEnumerable list and not string
        ? $"[{string.Join(", ", list.Cast<object?>().Select(OptionValue.Write))}]"
        : OptionValue.Write(value);
}
