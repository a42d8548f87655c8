using System.Text.Json;

namespace Autodidact.Engine.Serialization;

/// <summary>The parsed and checked header of a safetensors file.</summary>
internal sealed class SafetensorsHeader
{
    private readonly string _path;
    private readonly long _dataLength;

    /// <param name="path">The file's name, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes of the file after the header; the tensors must cover exactly these.</param>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public SafetensorsHeader(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        (_path, _dataLength) = (path, dataLength);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = 4, AllowDuplicateProperties = false });
            Read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Names that are not valid Unicode are only found when they are read, as an invalid operation.
            throw Bad($"its header is not valid JSON ({failure.Message})");
        }

        CheckCover();
    }

    /// <summary>The notes of the file's writer.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>The tensors in the order of their bytes.</summary>
    public List<SafetensorsEntry> Entries { get; } = [];

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Bad("its header is not a JSON object");
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object) throw Bad($"entry '{property.Name}' is not a JSON object");
            if (property.NameEquals(SafetensorsFormat.MetadataKey)) ReadMetadata(property.Value);
            else Entries.Add(ReadEntry(property.Name, property.Value));
        }

        Entries.Sort((left, right) => (left.Offset, left.Length).CompareTo((right.Offset, right.Length)));
    }

    private void ReadMetadata(JsonElement metadata)
    {
        foreach (JsonProperty note in metadata.EnumerateObject())
        {
            if (note.Value.ValueKind != JsonValueKind.String) throw Bad($"metadata '{note.Name}' is not a string");
            Metadata.Add(note.Name, note.Value.GetString()!);
        }
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement entry)
    {
        string? typeName = entry.TryGetProperty("dtype", out JsonElement dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        ScalarType type = SafetensorsFormat.TypeOf(typeName)
            ?? throw Bad($"tensor '{name}' has the dtype '{typeName ?? "(none)"}'; allowed are {SafetensorsFormat.TypeNames}");
        long[] shape = Integers(name, entry, "shape");
        if (shape.Length > SafetensorsFormat.MostDimensions)
            throw Bad($"tensor '{name}' has {shape.Length} dimensions; allowed are at most {SafetensorsFormat.MostDimensions}");
        long length = SafetensorsFormat.ByteCount(type, shape) ?? throw Bad($"tensor '{name}' has the impossible shape [{string.Join(", ", shape)}]");
        long[] offsets = Integers(name, entry, "data_offsets");
        if (offsets is not [long begin, long end] || begin < 0 || end < begin || end > _dataLength)
            throw Bad($"tensor '{name}' has the data_offsets [{string.Join(", ", offsets)}]; allowed are a begin and an end within 0..{_dataLength}");
        return end - begin == length
            ? new(name, type, shape, begin, length)
            : throw Bad($"tensor '{name}' of {typeName} [{string.Join(", ", shape)}] needs {length} bytes, but its data_offsets hold {end - begin}");
    }

    private long[] Integers(string name, JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            throw Bad($"tensor '{name}' has no list '{property}'");
        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long value)
            ? value
            : throw Bad($"tensor '{name}' has '{item}' in '{property}'; allowed are whole numbers"))];
    }

    /// <summary>The format allows neither overlaps nor holes: every byte belongs to one tensor.</summary>
    private void CheckCover()
    {
        long end = 0;
        foreach (SafetensorsEntry entry in Entries)
        {
            if (entry.Offset != end)
                throw Bad($"tensor '{entry.Name}' starts at data byte {entry.Offset} where the one before it ends at {end}; allowed are neither overlaps nor holes");
            end += entry.Length;
        }

        if (end != _dataLength) throw Bad($"its tensors end at data byte {end}, but {_dataLength} bytes follow the header: the file is cut off or something was appended");
    }

    private InvalidDataException Bad(string what) => new($"'{_path}' is not a valid safetensors file: {what}.");
}
