using Autodidact.Configuration;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>With which options a run goes on.</summary>
public sealed class RecipeComparisonTests : IDisposable
{
    private const int Samples = 24;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_score_that_finds_the_best_may_change_while_none_was_compared()
    {
        PretrainOptions best = SmallRun.Options(_folder["run"]) with { Keep = CheckpointPolicy.Best, KeepBy = "knn_accuracy" };
        Assert.Equal("knn_accuracy", Continue(SmallRun.Options(_folder["last"]), best).KeepBy);
        Assert.Contains("keep_by", Assert.Throws<ConfigurationException>(() => Continue(best with { KeepBy = "rankme" }, best)).Message);
    }

    private static PretrainOptions Continue(PretrainOptions started, PretrainOptions wanted)
    {
        RunFolder folder = RunFolder.Create(started.Out!);
        folder.WriteRecipe(started.Resolve(16, Samples));
        return RecipeComparison.Continue(folder, wanted, Samples);
    }
}
