namespace Autodidact.Training;

/// <summary>Reads which commit the working folder is at, from git's own files: a run should not need git to be installed.</summary>
internal static class GitCommit
{
    /// <summary>The commit at <paramref name="folder"/> or above it, 40 hexadecimal digits; null outside a repository.</summary>
    public static string? Find(string folder)
    {
        try
        {
            for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
                if (GitFolder(Path.Combine(place.FullName, ".git")) is string git)
                    return Head(git);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // An unreadable repository is as good as none.
        }
        return null;
    }

    /// <summary>The folder itself, or where a worktree's file points.</summary>
    private static string? GitFolder(string path) =>
        Directory.Exists(path) ? path
        : File.Exists(path) && File.ReadAllText(path) is string link && link.StartsWith("gitdir: ", StringComparison.Ordinal) ? Path.Combine(Path.GetDirectoryName(path)!, link[8..].Trim())
        : null;

    private static string? Head(string git)
    {
        string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
            return IsCommit(head) ? head : null;
        string name = head[5..];
        string shared = File.Exists(Path.Combine(git, "commondir")) ? Path.Combine(git, File.ReadAllText(Path.Combine(git, "commondir")).Trim()) : git;
        string loose = Path.Combine(shared, name), packed = Path.Combine(shared, "packed-refs");
        if (File.Exists(loose))
            return File.ReadAllText(loose).Trim() is string commit && IsCommit(commit) ? commit : null;
        string ending = " " + name;
        return !File.Exists(packed) ? null : File.ReadLines(packed)
            .Where(line => line.EndsWith(ending, StringComparison.Ordinal))
            .Select(line => line[..^ending.Length])
            .FirstOrDefault(IsCommit);
    }

    private static bool IsCommit(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);
}
