using System.Text.Json;
using Autodidact.Embeddings.Files;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// Whose the vectors of an index are, in their order: an id, the place in a source, and what is known of each, as names and values. A sample that was
/// taken out keeps its place, so that the numbers of the others stay.
/// </summary>
internal sealed class IndexedSamples
{
    private const int LongestLine = 1 << 22;

    private readonly List<string?> _ids = [];
    private readonly List<(int Source, int Place)> _places = [];
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FieldColumn> _fields = new(StringComparer.Ordinal);

    /// <summary>Places, those of samples that were taken out included.</summary>
    public int Rows => _ids.Count;

    /// <summary>Samples that are there.</summary>
    public int Count => _rows.Count;

    /// <summary>Names under which something is known, and what.</summary>
    public IReadOnlyDictionary<string, FieldColumn> Fields => _fields;

    /// <summary>The id of a row; null where it was taken out.</summary>
    public string? this[int row] => _ids[row];

    /// <summary>The largest number of a source; -1 where there is none.</summary>
    public int MostSource => _places.Count == 0 ? -1 : _places.Max(place => place.Source);

    /// <summary>The number of the source and the place in it of a row.</summary>
    public (int Source, int Place) PlaceOf(int row) => _places[row];

    /// <summary>The row of an id.</summary>
    public bool TryFind(string id, out int row) => _rows.TryGetValue(id, out row);

    /// <summary>The ids that are there.</summary>
    public IEnumerable<string> Ids => _rows.Keys;

    /// <summary>What is known of a row; null where nothing is.</summary>
    public IReadOnlyDictionary<string, string>? Of(int row)
    {
        Dictionary<string, string> known = [];
        foreach ((string name, FieldColumn column) in _fields)
            if (column[row] is string value) known[name] = value;
        return known.Count > 0 ? known : null;
    }

    /// <summary>Adds a sample behind the others; one of the same id is taken out.</summary>
    public int Add(string id, int source, int place, IEnumerable<KeyValuePair<string, string>>? fields = null)
    {
        Remove(id);
        int row = Rows;
        _ids.Add(id);
        _places.Add((source, place));
        _rows[id] = row;
        foreach ((string name, string value) in fields ?? []) Say(row, name, value);
        return row;
    }

    /// <summary>Adds a place without a sample.</summary>
    public void AddRemoved()
    {
        _ids.Add(null);
        _places.Add((0, 0));
    }

    /// <summary>Says something of a row.</summary>
    public void Say(int row, string name, string value)
    {
        if (!_fields.TryGetValue(name, out FieldColumn? column)) _fields[name] = column = new();
        column.Set(row, value);
    }

    /// <summary>Takes a sample out; false where there is none.</summary>
    public bool Remove(string id)
    {
        if (!_rows.Remove(id, out int row)) return false;
        _ids[row] = null;
        return true;
    }

    /// <summary>The rows that are there, in order.</summary>
    public int[] Present() => [.. Enumerable.Range(0, Rows).Where(row => _ids[row] is not null)];

    /// <summary>Some rows alone, in the order that they are named in.</summary>
    public IndexedSamples Choose(IEnumerable<int> rows)
    {
        IndexedSamples chosen = new();
        foreach (int row in rows)
        {
            if (_ids[row] is string id) chosen.Add(id, _places[row].Source, _places[row].Place, Of(row));
            else chosen.AddRemoved();
        }
        return chosen;
    }

    /// <summary>Writes a line for each row.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new() { SkipValidation = true });
        for (int row = 0; row < Rows; row++)
        {
            json.WriteStartObject();
            if (_ids[row] is string id)
            {
                json.WriteString("id", id);
                json.WriteNumber("source", _places[row].Source);
                json.WriteNumber("place", _places[row].Place);
                if (Of(row) is { } known)
                {
                    json.WriteStartObject("fields");
                    foreach ((string name, string value) in known) json.WriteString(name, value);
                    json.WriteEndObject();
                }
            }
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }, makeFolder: false);

    /// <summary>Reads what was written.</summary>
    /// <exception cref="InvalidDataException">A line is damaged.</exception>
    public static IndexedSamples Read(string path)
    {
        IndexedSamples samples = new();
        using LineFile lines = new(path, LongestLine);
        while (lines.Next(out ReadOnlyMemory<byte> line))
        {
            try
            {
                samples.Parse(line.Span);
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"'{path}' is damaged: line {lines.Number:N0} is not a sample of an index.", wrong);
            }
        }
        return samples;
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        string? id = null;
        (int source, int place) = (0, 0);
        List<KeyValuePair<string, string>> fields = [];
        Begin(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (name == "id") id = json.GetString();
            else if (name == "source") source = json.GetInt32();
            else if (name == "place") place = json.GetInt32();
            else if (name == "fields") ReadFields(ref json, fields);
            else json.Skip();
        }
        if (source < 0 || place < 0) throw new JsonException("a place is counted from 0");
        if (json.Read()) throw new JsonException("something follows");
        if (id is not null && _rows.ContainsKey(id)) throw new JsonException("the id is there twice");
        if (id is not null)
        {
            Add(id, source, place, fields);
            return;
        }
        AddRemoved();
    }

    private static void ReadFields(ref Utf8JsonReader json, List<KeyValuePair<string, string>> fields)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException("fields are an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            fields.Add(new(name, json.GetString() ?? ""));
        }
    }

    private static void Begin(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("a line is an object");
    }
}
