using System.Text;
using System.Text.Json;

namespace Autodidact.Data.Text.Formats;

/// <summary>JSON lines: an object a line, the text in one of its fields.</summary>
internal sealed class JsonLinesFormat() : TextFormat(new SourceKind("jsonl", "JSON lines (plain or gz), an object a line with the text in a field", "jsonl:dump.jsonl?text=body,label=topic"), "text", "label")
{
    public override bool Recognises(string path)
    {
        if (TextFiles.EndingOf(path) is ".jsonl" or ".ndjson") return true;
        List<byte[]> lines = FirstLines(FirstOf(path), 1);
        return lines.Count == 1 && lines[0].AsSpan().TrimStart(" \t"u8).StartsWith("{"u8) && Records.IsObject(lines[0]);
    }

    public override RecordFormat Begin(string path, ReadOnlySpan<byte> first, TextOptions options) => new Records(options);

    public override string? LabelOptions(string path, ReadOnlySpan<byte> first, TextOptions said)
    {
        List<string> fields = FirstLines(first, 1) is [byte[] line] ? Records.FieldsOf(line) : [];
        string? text = said.Text ?? ColumnNames.Text.FirstOrDefault(fields.Contains);
        string? label = fields.FirstOrDefault(field => field != text && field.AsSpan().IndexOfAny(",=?") < 0);
        return text is null || label is null ? null : $"text={text},label={label}";
    }

    private sealed class Records(TextOptions options) : RecordFormat
    {
        private readonly IReadOnlyList<string> _textNames = options.Text is { } text ? [text] : ColumnNames.Text;
        private readonly IReadOnlyList<string> _labelNames = options.Label is { } label ? [label] : ColumnNames.Label;

        public override string Choice => $"{options.Text},{options.Label}";

        public static bool IsObject(ReadOnlySpan<byte> line)
        {
            try
            {
                Utf8JsonReader json = new(line);
                return json.Read() && json.TokenType == JsonTokenType.StartObject && json.TrySkip();
            }
            catch (JsonException)
            {
                return false;
            }
        }

        /// <summary>Fields of an object that hold a value by themselves.</summary>
        public static List<string> FieldsOf(ReadOnlySpan<byte> line)
        {
            List<string> fields = [];
            try
            {
                Utf8JsonReader json = new(line);
                json.Read();
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    string name = json.GetString()!;
                    json.Read();
                    if (json.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) fields.Add(name);
                    json.Skip();
                }
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
            {
                // What stands before it is an example as good as any.
            }
            return fields;
        }

        public override RecordContent Read(ReadOnlySpan<byte> record, bool wantsText)
        {
            try
            {
                Utf8JsonReader json = new(record);
                json.Read();
                return json.TokenType == JsonTokenType.StartObject ? ReadObject(ref json) : RecordContent.Bad($"it is a JSON {Word(json.TokenType)}; allowed: an object");
            }
            catch (JsonException)
            {
                return RecordContent.Bad("it is not good JSON");
            }
            catch (InvalidOperationException)
            {
                return RecordContent.Bad("a text in it has half of a surrogate pair");
            }
        }

        private RecordContent ReadObject(ref Utf8JsonReader json)
        {
            (string? text, string? label) = (null, null);
            int textRank = int.MaxValue, labelRank = int.MaxValue;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int textPlace = PlaceOf(ref json, _textNames), labelPlace = PlaceOf(ref json, _labelNames);
                json.Read();
                if (textPlace >= 0 && textPlace <= textRank)
                {
                    if (json.TokenType != JsonTokenType.String) return RecordContent.Bad($"its field '{_textNames[textPlace]}' is a {Word(json.TokenType)}; allowed: a text");
                    (text, textRank) = (json.GetString(), textPlace);
                }
                if (labelPlace >= 0 && labelPlace <= labelRank && json.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
                    (label, labelRank) = (json.TokenType == JsonTokenType.String ? json.GetString() : Encoding.UTF8.GetString(json.ValueSpan), labelPlace);
                json.Skip();
            }
            // Reads on to the end, so that what stands behind the object is found.
            while (json.Read())
            {
            }
            if (text is null) return RecordContent.Bad($"it has no field '{string.Join("' or '", _textNames)}'");
            return string.IsNullOrWhiteSpace(text) ? RecordContent.Bad("its text is empty") : new RecordContent(text, LabelOrNone(label));
        }

        private static int PlaceOf(ref Utf8JsonReader json, IReadOnlyList<string> names)
        {
            for (int i = 0; i < names.Count; i++)
                if (json.ValueTextEquals(names[i])) return i;
            return -1;
        }

        private static string Word(JsonTokenType type) => type switch
        {
            JsonTokenType.StartObject => "object",
            JsonTokenType.StartArray => "list",
            JsonTokenType.Number => "number",
            JsonTokenType.String => "text",
            JsonTokenType.Null => "null",
            _ => "truth value",
        };
    }
}
