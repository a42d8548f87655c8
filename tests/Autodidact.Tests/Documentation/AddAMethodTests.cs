using System.Text.RegularExpressions;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Documentation;

/// <summary>The worked example of docs/add-a-method.md is the method that runs.</summary>
public sealed partial class AddAMethodTests
{
    [Fact]
    public void Code_on_the_page_is_that_of_the_file_it_names()
    {
        string page = Path.Combine(RepositoryFolder.Root, "docs", "add-a-method.md");
        (string File, string Code)[] shown = [.. Example().Matches(File.ReadAllText(page)).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
        Assert.Equal(["SimSiam.cs", "SimSiamOptions.cs"], shown.Select(example => Path.GetFileName(example.File)));
        Assert.All(shown, example => Assert.Equal(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", example.File)), example.Code));
    }

    [GeneratedRegex(@"\]\(([^)]+\.cs)\):\n\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
