using System.Text.Json;

namespace Autodidact.Embeddings.Files;

/// <summary>A sample as a JSON object on a line of its own: <c>{"id": ..., "label": ..., "class": ..., "embedding": [...]}</c>, of which only the id is always there.</summary>
internal sealed class SampleLine : IDisposable
{
    private readonly Stream _stream;
    private readonly IReadOnlyList<string>? _classes;
    private readonly Utf8JsonWriter _json;

    /// <param name="stream">Where lines go; it stays open.</param>
    /// <param name="classes">What labels mean; null where there are none.</param>
    public SampleLine(Stream stream, IReadOnlyList<string>? classes) => (_stream, _classes, _json) = (stream, classes, new(stream, new() { SkipValidation = true }));

    /// <summary>Writes one.</summary>
    /// <param name="sample">Whose line it is.</param>
    /// <param name="embedding">Its row; empty for a line without one. What is no finite number becomes null, since JSON has no word for it.</param>
    public void Write(EmbeddedSample sample, ReadOnlySpan<float> embedding = default)
    {
        _json.WriteStartObject();
        _json.WriteString("id", sample.Id);
        if (sample.Label >= 0)
        {
            _json.WriteNumber("label", sample.Label);
            if (sample.Label < _classes?.Count) _json.WriteString("class", _classes[sample.Label]);
        }
        if (!embedding.IsEmpty)
        {
            _json.WriteStartArray("embedding");
            foreach (float value in embedding)
            {
                if (float.IsFinite(value)) _json.WriteNumberValue(value);
                else _json.WriteNullValue();
            }
            _json.WriteEndArray();
        }
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _stream.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();
}
