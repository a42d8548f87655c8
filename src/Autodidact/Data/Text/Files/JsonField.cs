using System.Text.Json;

namespace Autodidact.Data.Text.Files;

/// <summary>A place in a JSON file that may be missing, with what it takes to say where it is and what may be there.</summary>
internal readonly struct JsonField(string file, string path, JsonElement value)
{
    private JsonElement Value { get; } = value;

    /// <summary>True where the field is not there, or null.</summary>
    public bool IsMissing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>A field of an object; missing where this is missing or no object.</summary>
    public JsonField this[string name] =>
        new(file, path.Length == 0 ? name : $"{path}.{name}", Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out JsonElement inner) ? inner : default);

    /// <summary>The items of a list; none where it is missing.</summary>
    public IEnumerable<JsonField> Items()
    {
        if (IsMissing) yield break;
        if (Value.ValueKind != JsonValueKind.Array) throw Wrong("a list");
        int index = 0;
        foreach (JsonElement item in Value.EnumerateArray()) yield return new JsonField(file, $"{path}[{index++}]", item);
    }

    /// <summary>The fields of an object; none where it is missing.</summary>
    public IEnumerable<(string Name, JsonField Field)> Fields()
    {
        if (IsMissing) yield break;
        if (Value.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        foreach (JsonProperty property in Value.EnumerateObject()) yield return (property.Name, new JsonField(file, $"{path}.{property.Name}", property.Value));
    }

    public string? TextOrNull() => IsMissing ? null : Value.ValueKind == JsonValueKind.String ? Value.GetString() : throw Wrong("a text");

    public string Text() => TextOrNull() ?? throw Wrong("a text");

    public bool IsText => Value.ValueKind == JsonValueKind.String;

    public bool? FlagOrNull() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => throw Wrong("true or false"),
    };

    /// <summary>A whole number from <paramref name="least"/> to one less than <see cref="Vocabulary.MostTokens"/>.</summary>
    public int? WholeOrNull(int least = 0)
    {
        if (IsMissing) return null;
        return Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out int number) && number >= least && number < Vocabulary.MostTokens
            ? number
            : throw Wrong($"{least} to {Vocabulary.MostTokens - 1:N0}");
    }

    public int Whole(int least = 0) => WholeOrNull(least) ?? throw Wrong("a number");

    /// <summary>Throws unless the field is missing or has the one value that can be read.</summary>
    public void RequireFlag(bool only)
    {
        if (FlagOrNull() is { } flag && flag != only) throw Wrong(only ? "true" : "false");
    }

    /// <summary>An error that says what is here and what may be.</summary>
    public DataException Wrong(string allowed)
    {
        string found = Value.ValueKind == JsonValueKind.Undefined ? "missing" : Value.GetRawText();
        return new DataException($"{file}: {(path.Length == 0 ? "the content" : path)} is {(found.Length > 60 ? found[..60] + "..." : found)}; allowed: {allowed}.");
    }
}
