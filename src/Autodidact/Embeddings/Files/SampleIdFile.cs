namespace Autodidact.Embeddings.Files;

/// <summary>The lines beside a <c>.npy</c> that say whose row is whose; without such a file rows have their numbers.</summary>
internal sealed class SampleIdFile : IDisposable
{
    private const int LongestLine = 1 << 20;

    private readonly string _path;
    private readonly LineFile? _lines;
    private readonly SampleLineParser _parser = new();
    private long _row;

    /// <param name="path">The file; it may be missing.</param>
    public SampleIdFile(string path) => (_path, _lines) = (path, File.Exists(path) ? new(path, LongestLine) : null);

    /// <summary>Lines of a file; null where there is none.</summary>
    public static long? Count(string path) => File.Exists(path) ? LineFile.Count(path, LongestLine) : null;

    /// <summary>Whose the next row is, and its class, -1 without one.</summary>
    /// <param name="names">Hears what the class means.</param>
    /// <exception cref="InvalidDataException">The line is not what it should be, or missing.</exception>
    public (string Id, int Label) Next(ClassNames names)
    {
        string number = $"{_row++:D6}";
        if (_lines is null) return (number, -1);
        if (!_lines.Next(out ReadOnlyMemory<byte> line)) throw new InvalidDataException($"'{_path}' has become shorter since it was opened.");
        try
        {
            _parser.Read(line.Span);
            names.Take(_parser.Label, _parser.Class);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"'{_path}': line {_lines.Number:N0} {wrong.Message}.", wrong);
        }
        return (_parser.Id ?? number, _parser.Label);
    }

    public void Dispose() => _lines?.Dispose();
}
