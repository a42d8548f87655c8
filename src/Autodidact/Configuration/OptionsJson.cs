using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autodidact.Configuration;

/// <summary>Writes options as JSON; being YAML as well, it reads back through <see cref="RecipeReader"/>.</summary>
public static class OptionsJson
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>All settings of <paramref name="options"/>, in the order of the record.</summary>
    public static string Write(object options) => Group(options).ToJsonString(s_indented) + "\n";

    private static JsonObject Group(object group)
    {
        JsonObject json = [];
        if (OptionVariants.NameOf(group) is string name) json[OptionVariants.NameField] = name;
        foreach (OptionField field in OptionField.Of(group.GetType()))
        {
            object? value = field.Get(group);
            json[field.Name] = field.IsGroup && value is not null ? Group(value)
                : value is IEnumerable list and not string ? new JsonArray([.. list.Cast<object?>().Select(Value)])
                : Value(value);
        }
        return json;
    }

    private static JsonNode? Value(object? value) => value switch
    {
        bool flag => flag,
        int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number,
        _ => OptionValue.Write(value),
    };
}
