using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Autodidact.Data.Formats;
using Autodidact.Data.Text.Formats;

namespace Autodidact.Data.Text;

/// <summary>
/// Texts that are records of files. Opening reads every file once and keeps 16 bytes a document; a plain file is read in place after that, a
/// packed one is kept unpacked in memory.
/// </summary>
public sealed class RecordSource : TextSource
{
    private readonly TextFormat _format;
    private readonly TextFiles _files;
    private readonly TextOptions _said;
    private readonly DataOptions _options;
    private readonly List<(int First, string Name, TextContent Content, RecordFormat Format)> _parts = [];
    private readonly DocumentIndex _index = new();
    private readonly List<string> _notes = [];
    private readonly string _hash;

    private RecordSource(TextFormat format, TextFiles files, TextOptions said, DataOptions options)
    {
        (_format, _files, _said, _options, Kind) = (format, files, said, options, format.Kind.Name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in files.Paths) Read(path, format.Begin(path, TextFormat.FirstOf(path), said), hash);
        _index.Close();
        _hash = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        if (files.Paths.Count > 1) _notes.Insert(0, $"{files.Paths.Count} files: {string.Join(", ", _parts.Take(5).Select(part => part.Name))}{(_parts.Count > 5 ? ", ..." : "")}.");
        if (files.LeftOut.Count > 0) _notes.Add($"{string.Join(", ", files.LeftOut.Select(Path.GetFileName))} {(files.LeftOut.Count == 1 ? "is" : "are")} left out: there are files of a test part as well.");
        if (BrokenCount > 0) _notes.Add($"{BrokenCount:N0} broken records were left out; the first is {Broken[0].Id}: {Broken[0].Reason}.");
    }

    /// <inheritdoc/>
    public override string Name => _files.Name;

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    public override int Count => _index.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _index.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => _files.Splits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc/>
    public override long BrokenCount => _index.BrokenCount;

    /// <inheritdoc/>
    public override IReadOnlyList<BrokenSample> Broken => _index.Broken;

    /// <inheritdoc/>
    public override string Fingerprint => $"{Kind} {Count} {_hash}";

    internal override string? LabelledExample => Classes is null && _format.LabelOptions(_files.Paths[0], TextFormat.FirstOf(_files.Paths[0]), _said) is { } options
        ? $"{(_files.IsKindSaid ? $"{Kind}:" : "")}{_files.Root}?{options}"
        : null;

    internal static RecordSource Open(TextFormat format, TextFiles files, TextOptions said, DataOptions options)
    {
        RecordSource source = new(format, files, said, options);
        if (source.Count > 0) return source;
        string found = source.BrokenCount == 0 ? "nothing but blank lines" : $"{source.BrokenCount:N0} broken records, the first of them {source.Broken[0].Id}: {source.Broken[0].Reason}";
        throw new DataException($"{files.Root} holds no text, but {found}; allowed: {format.Kind.Description}.");
    }

    /// <inheritdoc/>
    public override Document Read(int index)
    {
        DocumentIndex.Place place = _index[index];
        (_, _, TextContent content, RecordFormat format) = PartOf(index);
        byte[] record = GC.AllocateUninitializedArray<byte>(place.Length);
        try
        {
            if (content.TryRead(record, place.Offset) && Utf8.IsValid(record) && format.Read(record, wantsText: true) is { Mistake: null } good)
                return new Document(good.Text, good.Label, Id(index));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadSampleException(Id(index), $"it cannot be read ({error.Message})", error);
        }
        throw new BadSampleException(Id(index), "the file has changed since it was opened");
    }

    /// <inheritdoc/>
    public override int? Label(int index) => _index.ClassOf(index);

    /// <inheritdoc/>
    public override string Id(int index) => $"{PartOf(index).Name}:{_index[index].Line}";

    private void Read(string path, RecordFormat format, IncrementalHash hash)
    {
        using PackedFile file = PackedFile.Open(path);
        TextContent content = TextContent.Of(file);
        string name = Path.GetFileName(path);
        _parts.Add((Count, name, content, format));
        if (format.Note is { } note) _notes.Add(note);
        hash.AppendData(Encoding.UTF8.GetBytes(format.Choice));
        RecordReader records = new(file, format, Math.Min(_options.FileLimit, Array.MaxLength / 2), bytes =>
        {
            hash.AppendData(bytes);
            content.Keep(bytes);
            if (content.Held > Math.Max(_options.MemoryLimit, 1 << 20))
                throw new DataException($"{path} holds more than the memory limit of {_options.MemoryLimit:N0} bytes; unpack it with gunzip: a plain file is read in place.");
        });
        for (long number = 0; records.MoveNext(); number++)
        {
            if (number < format.HeaderRecords || (!records.IsTooLong && format.IsBlank(records.Record))) continue;
            RecordContent read = Check(records, format);
            if (read.Mistake is { } mistake) _index.AddBroken($"{name}:{records.Line}", mistake);
            else _index.Add(new DocumentIndex.Place(records.Offset, records.Length, records.Line), read.Label);
        }
    }

    private RecordContent Check(RecordReader records, RecordFormat format)
    {
        if (records.IsTooLong) return RecordContent.Bad($"it has more than {_options.FileLimit:N0} bytes");
        return Utf8.IsValid(records.Record) ? format.Read(records.Record, wantsText: false) : RecordContent.Bad("it is not valid UTF-8");
    }

    private (int First, string Name, TextContent Content, RecordFormat Format) PartOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int part = _parts.Count - 1;
        while (_parts[part].First > index) part--;
        return _parts[part];
    }
}
