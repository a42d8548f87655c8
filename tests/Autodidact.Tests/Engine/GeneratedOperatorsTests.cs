using Autodidact.Engine.Operators;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>Operators.g.cs is what the generator writes for the operators of operators.txt and the running libtorch.</summary>
public sealed class GeneratedOperatorsTests
{
    [Fact]
    public void Generated_file_matches_the_running_library()
    {
        string folder = Path.Combine(Support.RepositoryFolder.Root, "src", "Autodidact.Engine", "Operators");
        string wanted = OperatorGenerator.Generate(File.ReadLines(Path.Combine(folder, "operators.txt")));
        string file = Path.Combine(folder, "Operators.g.cs");
        if (Environment.GetEnvironmentVariable("AUTODIDACT_REGENERATE") == "1") File.WriteAllText(file, wanted);
        Assert.Equal(wanted, File.ReadAllText(file));
    }
}
