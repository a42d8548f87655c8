using Autodidact.Configuration;
using Autodidact.Data.Formats;
using Autodidact.Data.Text;

namespace Autodidact.Data;

/// <summary>Opens sources of pictures by what lies at a path, or by <c>kind:path</c>.</summary>
public static class DataSources
{
    // The order is the order of recognition: a folder of images is what remains.
    private static readonly SourceFormat[] s_formats =
        [new ShapesFormat(), new IdxFormat(), new CifarFormat(), new NpzFormat(), new TarFormat(), new MasksFormat(), new FolderFormat()];

    /// <summary>All kinds, in order of recognition.</summary>
    public static IReadOnlyList<SourceKind> Kinds { get; } = [.. s_formats.Select(format => format.Kind)];

    /// <summary>Opens a source.</summary>
    /// <param name="specification">
    /// A path (<c>./photos</c>), a kind and a path (<c>cifar:data/cifar-10</c>), or generated pictures (<c>shapes</c>,
    /// <c>shapes:count=2000,size=64</c>).
    /// </param>
    /// <param name="split">Which part; sources without parts have only <see cref="Split.Train"/>.</param>
    /// <param name="options">Limits and decoding; null for the defaults.</param>
    /// <exception cref="DataException">Nothing there, an unknown kind, a broken file, or no such part.</exception>
    public static ImageSource Open(string specification, Split split = Split.Train, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        options ??= DataOptions.Default;
        (SourceFormat? format, string path) = Parse(specification);
        if (format is ShapesFormat) return format.Open(path, split, options);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new DataException($"There is no file or folder {path}{Beside(path)}");
        try
        {
            format ??= s_formats.FirstOrDefault(candidate => candidate.Recognises(path))
                ?? throw new DataException($"{path} is {(PictureNames.IsPicture(path) ? "one picture: name the folder it lies in" : "not a kind of source that is known")}; allowed: {KindNames}. Name the kind where file names are unusual, as in idx:{path}.");
            return format.Open(path, split, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>Opens a source of samples of some kind.</summary>
    /// <param name="specification">As <see cref="Open(string, Split, DataOptions)"/> or <see cref="TextSources.Open"/> takes it.</param>
    /// <param name="modality">One of <see cref="Modality"/>.</param>
    /// <inheritdoc cref="Open(string, Split, DataOptions)"/>
    public static DataSource Open(string specification, string modality, Split split = Split.Train, DataOptions? options = null) =>
        OpenAs(specification, modality, split, options, out DataException? wrong)
        ?? throw (new[] { Modality.Image, Modality.Text }.FirstOrDefault(other => other != modality && OpenAs(specification, other, split, options, out _) is not null) is string other
            ? new DataException($"{wrong!.Message} It can be read as samples of the kind '{other}', but what is to read it takes the kind '{modality}'.", wrong) : wrong!);

    private static DataSource? OpenAs(string specification, string modality, Split split, DataOptions? options, out DataException? wrong)
    {
        wrong = null;
        try
        {
            return modality == Modality.Text ? TextSources.Open(specification, split, options) : Open(specification, split, options);
        }
        catch (DataException problem)
        {
            wrong = problem;
            return null;
        }
    }

    private static string KindNames => string.Join(", ", Kinds.Select(kind => kind.Name));

    private static (SourceFormat? Format, string Path) Parse(string specification)
    {
        string trimmed = specification.Trim();
        if (trimmed.Length == 0)
            throw new DataException($"The data source is empty; allowed: a path, kind:path with one of {KindNames}, or shapes.");
        int colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        string prefix = colon < 0 ? trimmed : trimmed[..colon];
        SourceFormat? named = s_formats.FirstOrDefault(format => format.Kind.Name.Equals(prefix, StringComparison.OrdinalIgnoreCase));
        if (named is ShapesFormat || (named is not null && colon >= 0))
            return (named, colon < 0 ? "" : trimmed[(colon + 1)..]);
        // One letter before a colon is a drive; anything with a separator is a path that happens to hold a colon.
        bool looksLikeKind = colon > 1 && prefix.All(char.IsLetterOrDigit);
        if (looksLikeKind && !File.Exists(trimmed) && !Directory.Exists(trimmed))
            throw new DataException($"Unknown kind of source '{prefix}' in '{trimmed}'; allowed: {KindNames}.{Suggestion.Hint(prefix, Kinds.Select(kind => kind.Name))}");
        return (null, trimmed);
    }

    /// <summary>What does exist near a missing path: a misspelt neighbour, or how far the path exists.</summary>
    private static string Beside(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        if (parent is null || !Directory.Exists(parent))
            return parent is null ? "." : $"; {parent} does not exist either.";
        string? near = Spelling.Nearest(Path.GetFileName(full), Directory.EnumerateFileSystemEntries(parent).Select(entry => Path.GetFileName(entry)!).Concat(["shapes"]));
        return near is null ? "." : $". Did you mean '{(near == "shapes" ? near : Path.Combine(Path.GetDirectoryName(path) ?? "", near))}'?";
    }
}
