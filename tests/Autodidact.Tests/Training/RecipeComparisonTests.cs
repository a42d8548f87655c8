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

    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(2, null, null)]
    public void Threads_that_nobody_said_are_kept_for_as_many_processes_as_before(int before, int? threads, int? loading)
    {
        PretrainOptions started = SmallRun.Options(_folder["run"]) with { Threads = 3, LoaderThreads = 5 };
        List<string> notes = [];
        PretrainOptions options = Continue(started, started with { Threads = null, LoaderThreads = null }, before, notes);
        Assert.Equal((threads, loading), (options.Threads, options.LoaderThreads));
        Assert.Equal(before == 2, notes.Any(note => note.Contains("by 2 processes and goes on with 1 process, each with threads = ")));

        options = Continue(started with { Out = _folder["said"] }, started with { Threads = 4, LoaderThreads = 6, Out = null }, before, notes);
        Assert.Equal((4, 6), (options.Threads, options.LoaderThreads));
    }

    [Fact]
    public void A_batch_that_nobody_named_stays_as_the_data_filled_it()
    {
        PretrainOptions small = SmallRun.Options(_folder["run"]);
        PretrainOptions started = new() { Data = small.Data, Limit = small.Limit, Epochs = small.Epochs, Backbone = small.Backbone, Method = small.Method, Out = small.Out };
        Assert.Equal(16, Continue(started, started).Batch);
        Assert.Contains("batch", Assert.Throws<ConfigurationException>(() => Continue(started with { Out = _folder["named"] }, started with { Batch = 8 })).Message);
    }

    [Fact]
    public void A_run_of_a_device_that_is_not_here_goes_on_with_one_that_is()
    {
        PretrainOptions started = SmallRun.Options(_folder["run"]);
        RunFolder folder = RunFolder.Create(started.Out!);
        folder.WriteRecipe(started.Resolve(16, Samples) with { Device = "cuda:63" });
        Assert.Equal("cpu", RecipeComparison.Continue(folder, started with { Device = "cpu" }, _ => Samples, 1, _ => { }).Device);
        Assert.Contains("device", Assert.Throws<ConfigurationException>(() => RecipeComparison.Continue(folder, started, _ => Samples, 1, _ => { })).Message);
    }

    private static PretrainOptions Continue(PretrainOptions started, PretrainOptions wanted, int processes = 1, List<string>? notes = null)
    {
        RunFolder folder = RunFolder.Create(started.Out!);
        folder.WriteRecipe(started.Resolve(16, Samples));
        return RecipeComparison.Continue(folder, wanted, _ => Samples, processes, (notes ?? []).Add);
    }
}
