using System.Text.RegularExpressions;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Architecture;

/// <summary>What every file of the project keeps to.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 500;

    private static readonly string[] s_folders = ["src", "native", "tests", "bench", "recipes", "docs"];
    private static readonly string[] s_code = [".cs", ".cpp", ".h"];

    [Fact]
    public void Files_stay_short() =>
        Assert.Empty(Files()
            .Where(path => s_code.Contains(Path.GetExtension(path)) && !path.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(path => (path, lines: File.ReadLines(path).Count()))
            .Where(file => file.lines > LongestFile)
            .Select(file => $"{file.path} has {file.lines} lines; split it by ideas (at most {LongestFile})"));

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(Matches(Unfinished()));

    [Fact]
    public void Nothing_depends_on_one_machine() => Assert.Empty(Matches(MachinePath()));

    private static IEnumerable<string> Files() =>
        s_folders.Select(folder => Path.Combine(RepositoryFolder.Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(RepositoryFolder.Root))
            .Where(path => Path.GetExtension(path) is ".cs" or ".cpp" or ".h" or ".txt" or ".md" or ".yaml" or ".sh" or ".props" or ".csproj" or "");

    private static IEnumerable<string> Matches(Regex pattern) =>
        from path in Files()
        where Path.GetFileName(path) is not ("SourceTests.cs" or "LICENSE" or ".git")
        from line in File.ReadLines(path).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text)
        select $"{Path.GetRelativePath(RepositoryFolder.Root, path)}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.])/(work|root|home/\w+)/")]
    private static partial Regex MachinePath();
}
