namespace Autodidact.Data.Formats;

/// <summary>Which names in a folder or an archive are pictures.</summary>
internal static class PictureNames
{
    private static readonly HashSet<string> s_extensions = new(StringComparer.OrdinalIgnoreCase)
        { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".tif", ".tiff" };

    // What cameras, telephones and the web have beside these.
    private static readonly HashSet<string> s_foreign = new(StringComparer.OrdinalIgnoreCase)
        { ".gif", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".svg", ".psd", ".ico", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".rw2", ".orf" };

    /// <summary>For messages.</summary>
    public const string Allowed = ".jpg, .jpeg, .png, .webp, .bmp, .tif, .tiff";

    public static bool IsPicture(string path) => s_extensions.Contains(Path.GetExtension(path));

    /// <summary>What a person should know of files that were left out: pictures of formats that are not read. Null where there are none.</summary>
    public static string? LeftOut(IEnumerable<string> others)
    {
        string[] foreign = [.. others.Where(path => s_foreign.Contains(Path.GetExtension(path)))];
        return foreign.Length == 0 ? null : $"left out are pictures in formats that are not read ({Count(foreign)}); to have them too, convert them to one of {Allowed}";
    }

    /// <summary>Hidden files and what operating systems leave behind.</summary>
    public static bool IsHidden(string name) => name.StartsWith('.') || name is "__MACOSX" or "@eaDir" or "Thumbs.db";

    /// <summary>The extension, with the one before it where the last only says that the file is packed: ".csv.gz".</summary>
    private static string Ending(string path)
    {
        string last = Path.GetExtension(path).ToLowerInvariant();
        return last is ".gz" or ".xz" or ".zst" or ".bz2" ? Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant() + last : last;
    }

    /// <summary>"3 .txt, 1 .csv and 2 without extension", the most frequent first.</summary>
    public static string Count(IEnumerable<string> names)
    {
        string[] counts = [.. names.GroupBy(Ending).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count():N0} {(group.Key.Length == 0 ? "without extension" : group.Key)}")];
        return counts.Length switch
        {
            0 => "no files at all",
            <= 6 => string.Join(", ", counts),
            _ => $"{string.Join(", ", counts.Take(6))} and {counts.Length - 6} other kinds",
        };
    }
}
