namespace Autodidact.Data.Text;

/// <summary>
/// How a file of texts is read. In a specification behind the path: <c>tsv:reviews.tsv?text=3,label=2,header=no</c>, each optional.
/// </summary>
public sealed record TextOptions
{
    /// <summary>The column or field of the text, by name or by number from 1. Null finds it: see <c>docs/text.md</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The column or field of the label, by name or by number from 1. Null finds it by its name, if it has a usual one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the first record names the columns. Null finds out.</summary>
    public bool? Header { get; init; }

    /// <summary>Whether cells may stand in quotes, which hide separators and line ends. Null: in CSV yes, in TSV no.</summary>
    public bool? Quotes { get; init; }

    /// <summary>What a document is in a plain text. Default <see cref="TextUnit.Line"/>.</summary>
    public TextUnit Unit { get; init; }

    /// <summary>Reads <c>text=3,label=2</c>; reports every mistake at once.</summary>
    /// <param name="text">What stands behind the question mark.</param>
    /// <param name="allowed">The names that the kind of file knows.</param>
    /// <exception cref="DataException">Unknown names or values.</exception>
    internal static TextOptions Parse(string text, IReadOnlyList<string> allowed)
    {
        TextOptions options = new();
        List<string> mistakes = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string name = pair[0].ToLowerInvariant(), value = pair.Length == 2 ? pair[1] : "";
            if (!allowed.Contains(name)) mistakes.Add($"Unknown option '{pair[0]}'; allowed: {string.Join(", ", allowed)}.{Suggestion.Hint(name, allowed)}");
            else if (value.Length == 0) mistakes.Add($"{name} is empty.");
            else
            {
                options = name switch
                {
                    "text" => options with { Text = value },
                    "label" => options with { Label = value },
                    "header" => options with { Header = YesOrNo(name, value, mistakes) },
                    "quotes" => options with { Quotes = YesOrNo(name, value, mistakes) },
                    _ => options with { Unit = UnitOf(value, mistakes) },
                };
            }
        }
        return mistakes.Count == 0 ? options : throw new DataException($"?{text}: {string.Join(" ", mistakes)}");
    }

    private static bool YesOrNo(string name, string value, List<string> mistakes)
    {
        if (value is "yes" or "no") return value == "yes";
        mistakes.Add($"{name} is '{value}'; allowed: yes, no.");
        return false;
    }

    private static TextUnit UnitOf(string value, List<string> mistakes)
    {
        if (value is "line" or "paragraph") return value == "line" ? TextUnit.Line : TextUnit.Paragraph;
        mistakes.Add($"unit is '{value}'; allowed: line, paragraph.");
        return TextUnit.Line;
    }
}
