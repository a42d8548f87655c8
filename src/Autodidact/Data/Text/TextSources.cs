using Autodidact.Configuration;
using Autodidact.Data.Formats;
using Autodidact.Data.Text.Formats;

namespace Autodidact.Data.Text;

/// <summary>Opens sources of texts by what lies at a path, or by <c>kind:path</c>.</summary>
public static class TextSources
{
    /// <summary>Stands between sources that are joined.</summary>
    public const string Join = " + ";

    // The order is the order of recognition: lines of text are what remains.
    private static readonly TextFormat[] s_formats = [new JsonLinesFormat(), TableFormat.Csv(), TableFormat.Tsv(), new PlainFormat()];

    /// <summary>All kinds, in order of recognition.</summary>
    public static IReadOnlyList<SourceKind> Kinds { get; } = [.. s_formats.Select(format => format.Kind)];

    /// <summary>Opens a source.</summary>
    /// <param name="specification">
    /// A file, plain or gz, or a folder of files of one kind (<c>reviews.tsv</c>), a kind and a path (<c>jsonl:dump.txt</c>), each with
    /// options behind a question mark (<c>tsv:reviews?text=1,label=2</c>). Several are joined by <c>" + "</c>.
    /// </param>
    /// <param name="split">Which part of a folder; a file named by itself has only <see cref="Split.Train"/>.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="DataException">Nothing there, an unknown kind or option, no text in it, or no such part.</exception>
    public static TextSource Open(string specification, Split split = Split.Train, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        if (!Path.Exists(specification.Trim()) && specification.Contains(Join, StringComparison.Ordinal))
            return new JoinedTexts([.. specification.Split(Join).Select(part => Open(part, split, options))]);
        (TextFormat? format, string path, string said) = Parse(specification.Trim());
        if (!Path.Exists(path)) throw new DataException($"There is no file or folder {path}.");
        try
        {
            TextFiles files = TextFiles.At(path, split, format is not null);
            format ??= KindOf(path, files);
            return RecordSource.Open(format, files, TextOptions.Parse(said, format.OptionNames), options ?? DataOptions.Default);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>Whether a specification names something that is there, rather than being words of any kind.</summary>
    public static bool IsThere(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        try
        {
            return Path.Exists(Parse(specification.Trim()).Path);
        }
        catch (DataException)
        {
            return false;
        }
    }

    private static string KindNames => string.Join(", ", Kinds.Select(kind => kind.Name));

    private static TextFormat KindOf(string path, TextFiles files)
    {
        TextFormat[] found = [.. files.Paths.Select(file => s_formats.FirstOrDefault(format => format.Recognises(file))
            ?? throw new DataException($"{file} is not a text in UTF-8; allowed: {KindNames}.")).Distinct()];
        if (found.Length > 1)
            throw new DataException($"{path} holds files of {found.Length} kinds ({string.Join(", ", found.Select(format => format.Kind.Name))}); name one file, or the kind: {found[0].Kind.Name}:{path}.");
        return found[0];
    }

    private static (TextFormat? Format, string Path, string Options) Parse(string specification)
    {
        if (specification.Length == 0)
            throw new DataException($"The source of texts is empty; allowed: a path, or kind:path with one of {KindNames}.");
        if (Path.Exists(specification)) return (null, specification, "");
        int colon = specification.IndexOf(':', StringComparison.Ordinal);
        string prefix = colon < 0 ? "" : specification[..colon];
        TextFormat? named = s_formats.FirstOrDefault(format => format.Kind.Name.Equals(prefix, StringComparison.OrdinalIgnoreCase));
        string path = named is null ? specification : specification[(colon + 1)..];
        int question = Path.Exists(path) ? -1 : path.LastIndexOf('?');
        string said = question < 0 ? "" : path[(question + 1)..];
        if (question >= 0) path = path[..question];
        // One letter before a colon is a drive; anything with a separator is a path that happens to hold a colon.
        if (named is null && colon > 1 && prefix.All(char.IsLetterOrDigit) && !Path.Exists(path))
            throw new DataException($"Unknown kind of source '{prefix}' in '{specification}'; allowed: {KindNames}.{Suggestion.Hint(prefix, Kinds.Select(kind => kind.Name))}");
        return (named, path, said);
    }
}
