using System.Text.Json;
using Autodidact.Embeddings.Files;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// What somebody else knows of samples: a file with a JSON object a line, <c>{"id": "cat/1.jpg", "year": 2019, "place": "Oslo"}</c>. Texts, numbers, true and false are kept as words; arrays and
/// objects as they are written; null says nothing.
/// </summary>
public static class SampleFacts
{
    private const int LongestLine = 1 << 22;

    /// <summary>Reads the file.</summary>
    /// <returns>Ids, and names with values.</returns>
    /// <exception cref="InvalidDataException">A line is no such object.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<(string Id, IReadOnlyList<KeyValuePair<string, string>> Facts)> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Lines(path);
    }

    private static IEnumerable<(string Id, IReadOnlyList<KeyValuePair<string, string>> Facts)> Lines(string path)
    {
        using LineFile lines = new(path, LongestLine);
        while (lines.Next(out ReadOnlyMemory<byte> line)) yield return Parse(line, $"'{path}', line {lines.Number:N0}");
    }

    private static (string Id, IReadOnlyList<KeyValuePair<string, string>> Facts) Parse(ReadOnlyMemory<byte> line, string where)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string? id = null;
            List<KeyValuePair<string, string>> facts = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "id") id = property.Value.GetString();
                else if (property.Value.ValueKind != JsonValueKind.Null) facts.Add(new(property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText()));
            }
            return (id ?? throw new InvalidDataException($"{where} has no \"id\" that says whose it is."), facts);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{where} is not a JSON object with an \"id\".", wrong);
        }
    }
}
