using System.Text.RegularExpressions;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Documentation;

/// <summary>What the documentation shows exists.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_example_is_the_one_that_is_compiled_here()
    {
        string shown = Example().Match(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "README.md"))).Groups[1].Value;
        string compiled = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests/Autodidact.Tests/Documentation/ReadmeExample.cs"));
        Assert.Equal(Lines(shown), Lines(compiled));
        Assert.InRange(Lines(shown).Length, 10, 30);
    }

    [Fact]
    public void Links_lead_somewhere()
    {
        string[] pages = [Path.Combine(RepositoryFolder.Root, "README.md"), .. Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "docs"), "*.md", SearchOption.AllDirectories)];
        Assert.Empty(from page in pages
                     from Match link in Link().Matches(File.ReadAllText(page))
                     let target = link.Groups[1].Value
                     where !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
                     select $"{Path.GetRelativePath(RepositoryFolder.Root, page)} links to {target}");
    }

    [Fact]
    public void Recipes_that_are_named_exist()
    {
        string[] pages = [Path.Combine(RepositoryFolder.Root, "README.md"), .. Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "docs"), "*.md", SearchOption.AllDirectories)];
        string[] named = [.. pages.SelectMany(page => RecipePath().Matches(File.ReadAllText(page)).Select(match => match.Value)).Distinct()];
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !File.Exists(Path.Combine(RepositoryFolder.Root, path)));
    }

    /// <summary>Statements without indentation, and without what only a file of the tests needs around them.</summary>
    private static string[] Lines(string code) =>
        [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Where(line => !Frame().IsMatch(line))];

    [GeneratedRegex(@"(?<![\w./])recipes/[\w./-]+\.yaml")]
    private static partial Regex RecipePath();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(namespace|///|public static class|public static async Task) |// frame$")]
    private static partial Regex Frame();
}
