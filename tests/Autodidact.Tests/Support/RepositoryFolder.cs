namespace Autodidact.Tests.Support;

/// <summary>Places of the repository that tests read.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Data that lies beside the repository in <c>shared/</c>, or null where it is missing.</summary>
    public static string? Shared(string name)
    {
        // A worktree may lie deeper than the repository itself, so every folder above is tried.
        for (DirectoryInfo? folder = new DirectoryInfo(Root).Parent; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", name);
            if (Path.Exists(candidate)) return candidate;
        }

        return null;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Autodidact.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Autodidact.slnx.");
    }
}
