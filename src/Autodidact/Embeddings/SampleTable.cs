using System.Globalization;
using System.Text;
using System.Text.Json;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings;

/// <summary>
/// A line for each sample in a file: <c>.csv</c> (RFC 4180: a header, commas, quotes doubled) or <c>.jsonl</c> (an object a line, without what is empty). The file is there when it is
/// whole, or not at all.
/// </summary>
public static class SampleTable
{
    /// <summary>The endings that say how to write.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".jsonl"];

    /// <summary>Writes the file; what is there is replaced.</summary>
    /// <param name="path">Ends in one of <see cref="Endings"/>.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">A cell a column: text, a whole number, a <see cref="double"/>, a <see cref="bool"/>, or null for nothing.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, or a row has another number of cells.</exception>
    public static void Write(string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Action<Stream, IReadOnlyList<object?>> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => (stream, row) => Line(stream, row.Select(Text)),
            ".jsonl" => (stream, row) => Object(stream, columns, row),
            _ => throw new ArgumentException($"'{path}' does not say how to write a table; a file that ends in {string.Join(" or ", Endings)} does.", nameof(path)),
        };
        AtomicFile.Write(path, stream =>
        {
            if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) Line(stream, columns);
            foreach (IReadOnlyList<object?> row in rows)
                write(stream, row.Count == columns.Count ? row : throw new ArgumentException($"A row of {row.Count} cells does not fit {columns.Count} columns.", nameof(rows)));
        });
    }

    private static void Line(Stream stream, IEnumerable<string> cells) =>
        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', cells.Select(cell => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)) + "\r\n"));

    private static void Object(Stream stream, IReadOnlyList<string> columns, IReadOnlyList<object?> row)
    {
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            for (int i = 0; i < columns.Count; i++)
            {
                switch (row[i])
                {
                    case null or double and (double.NaN or double.PositiveInfinity or double.NegativeInfinity): break;
                    case bool answer: json.WriteBoolean(columns[i], answer); break;
                    case int number: json.WriteNumber(columns[i], number); break;
                    case double number: json.WriteNumber(columns[i], number); break;
                    case { } other: json.WriteString(columns[i], Text(other)); break;
                }
            }
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        bool answer => answer ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
