namespace Autodidact.Data.Formats;

/// <summary>Short names of sources for logs.</summary>
internal static class SourceNames
{
    /// <summary>The last part of a path and the split: "mnist/train".</summary>
    public static string Of(string path, Split split) => $"{Of(path)}/{(split == Split.Train ? "train" : "test")}";

    /// <summary>The last part of a path.</summary>
    public static string Of(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>
    /// The one file of a kind in a folder that holds nothing else to be mistaken for the data: no folder, no picture.
    /// Null when there is none or more than one.
    /// </summary>
    public static string? OnlyFile(string folder, Func<string, bool> isKind)
    {
        if (!Directory.Exists(folder) || Directory.EnumerateDirectories(folder).Any() || Directory.EnumerateFiles(folder).Any(PictureNames.IsPicture)) return null;
        string[] files = [.. Directory.EnumerateFiles(folder).Where(isKind).Take(2)];
        return files.Length == 1 ? files[0] : null;
    }
}
