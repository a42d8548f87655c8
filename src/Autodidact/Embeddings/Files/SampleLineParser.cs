using System.Text.Json;

namespace Autodidact.Embeddings.Files;

/// <summary>Reads what <see cref="SampleLine"/> writes. What a line says beside that is passed over.</summary>
internal sealed class SampleLineParser
{
    private readonly List<float> _embedding = [];

    /// <summary>Whose line it is; the line's number where it does not say.</summary>
    public string? Id { get; private set; }

    /// <summary>Its class; -1 without one.</summary>
    public int Label { get; private set; }

    /// <summary>The name of its class.</summary>
    public string? Class { get; private set; }

    /// <summary>Its row; empty where there is none.</summary>
    public IReadOnlyList<float> Embedding => _embedding;

    /// <summary>Copies the row.</summary>
    public void CopyTo(Span<float> row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_embedding).CopyTo(row);

    /// <summary>Reads a line.</summary>
    /// <exception cref="InvalidDataException">It is not what it should be; the message is a part of a sentence.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        (Id, Label, Class) = (null, -1, null);
        _embedding.Clear();
        try
        {
            Utf8JsonReader json = new(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new InvalidDataException("is no JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName) Property(ref json);
            // What stands behind the object is refused by the reader.
            json.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // A string may hold half a character, which the reader says when it is asked for.
            throw new InvalidDataException("is no JSON as embed writes it", error);
        }
    }

    private void Property(ref Utf8JsonReader json)
    {
        bool isId = json.ValueTextEquals("id"u8), isLabel = json.ValueTextEquals("label"u8), isClass = json.ValueTextEquals("class"u8), isEmbedding = json.ValueTextEquals("embedding"u8);
        json.Read();
        if (isId) Id = json.TokenType == JsonTokenType.String ? json.GetString() : throw new InvalidDataException("has an id that is no text");
        else if (isLabel) Label = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int label) ? label : throw new InvalidDataException("has a label that is no whole number");
        else if (isClass) Class = json.TokenType == JsonTokenType.String ? json.GetString() : throw new InvalidDataException("has a class that is no text");
        else if (isEmbedding) Numbers(ref json);
        else json.Skip();
    }

    private void Numbers(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray) throw new InvalidDataException("has an embedding that is no list of numbers");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Null) _embedding.Add(float.NaN);
            else if (json.TokenType == JsonTokenType.Number && json.TryGetSingle(out float value) && float.IsFinite(value)) _embedding.Add(value);
            else throw new InvalidDataException("has an embedding with something in it that is no number of 32 bits");
        }
    }
}
