namespace Autodidact.Tests.Support;

/// <summary>Where real data sets lie: the folder named by AUTODIDACT_DATASETS, else shared/datasets beside the repository.</summary>
public static class Datasets
{
    /// <summary>The folder, null when there is none.</summary>
    public static string? Root { get; } =
        Environment.GetEnvironmentVariable("AUTODIDACT_DATASETS") is { Length: > 0 } named
            ? Directory.Exists(named) ? named : null
            : RepositoryFolder.Shared("datasets");

    public static bool Has(string path) => Root is not null && Path.Exists(PathOf(path));

    public static string PathOf(string path) =>
        Path.Combine(Root ?? throw new InvalidOperationException("There is no folder of data sets."), path);
}
