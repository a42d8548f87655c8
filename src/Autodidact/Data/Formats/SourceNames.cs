namespace Autodidact.Data.Formats;

/// <summary>Short names of sources for logs.</summary>
internal static class SourceNames
{
    /// <summary>The last part of a path and the split: "mnist/train".</summary>
    public static string Of(string path, Split split) => $"{Of(path)}/{(split == Split.Train ? "train" : "test")}";

    /// <summary>The last part of a path.</summary>
    public static string Of(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}
