using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Autodidact.Configuration;

/// <summary>Single values as recipes write them: whole numbers, numbers, true and false, words, text.</summary>
public static class OptionValue
{
    /// <summary>The words that leave a choice to the program.</summary>
    private static readonly string[] s_automatic = ["auto", "null", "~", ""];

    /// <summary>Whether <paramref name="text"/> leaves the choice to the program.</summary>
    public static bool IsAutomatic(string text) => s_automatic.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <paramref name="text"/> as a value of <paramref name="type"/>, or says no.</summary>
    public static bool TryRead(string text, Type type, out object? value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type == typeof(bool) && bool.TryParse(text, out bool flag))
            value = flag;
        else if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int whole))
            value = whole;
        else if (type == typeof(long) && long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long large))
            value = large;
        else if (type == typeof(ulong) && ulong.TryParse(text, NumberStyles.None, culture, out ulong unsigned))
            value = unsigned;
        else if (type == typeof(float) && float.TryParse(text, NumberStyles.Float, culture, out float single) && float.IsFinite(single))
            value = single;
        else if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, culture, out double number) && double.IsFinite(number))
            value = number;
        else if (type.IsEnum)
            value = Enum.GetValues(type).Cast<object>().FirstOrDefault(member => Write(member) == text);
        return value is not null;
    }

    /// <summary>Writes a value so that <see cref="TryRead"/> gives the same value back.</summary>
    public static string Write(object? value) => value switch
    {
        null => "auto",
        bool flag => flag ? "true" : "false",
        Enum member => member.GetType().GetField(member.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? OptionField.RecipeName(member.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>The kind of value in words.</summary>
    public static string Kind(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(ulong) ? "a whole number, not negative"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : "a number";

    /// <summary>All that can be written for <paramref name="type"/> where that can be listed; empty elsewhere.</summary>
    public static IReadOnlyList<string> Words(Type type, object?[]? allowed) =>
        allowed is not null ? [.. allowed.Select(Write)]
        : type == typeof(bool) ? ["true", "false"]
        : type.IsEnum ? [.. Enum.GetValues(type).Cast<object>().Select(Write)]
        : [];
}
