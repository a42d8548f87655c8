using System.Text.Json;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Sweeping, comparing and verifying by the real program.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Recipe = """
        data: shapes:count=48,test=40,size=16
        batch: 16
        steps: 3
        diagnose_every: 0
        backbone: { name: resnet18, width: 4 }
        method: { name: simclr, embedding_size: 8 }
        threads: 1
        loader_threads: 1
        expected: { knn: [0, 100] }
        sweep: { grid: { temperature: [0.1, 0.5] } }
        """;

    private readonly TemporaryFolder _folder = new();

    public SweepTests() => File.WriteAllText(_folder["small.yaml"], Recipe);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sweep_is_run_compared_and_looked_at()
    {
        JsonElement sweep = (await Cli.RunAsync(_folder, "sweep", "small.yaml", "--json")).MustExit(0).Json;
        Assert.Equal(("finished", 2), (sweep.GetProperty("state").GetString(), sweep.GetProperty("runs").GetArrayLength()));
        Assert.True(File.Exists(_folder["sweeps/simclr-temperature/sweep.svg"]));
        CliResult again = (await Cli.RunAsync(_folder, "sweep", "small.yaml")).MustExit(0);
        Assert.Contains("2 of 2 runs done", again.Output);
        Assert.DoesNotContain("step", again.Error);

        CliResult table = (await Cli.RunAsync(_folder, "compare", "sweeps/simclr-temperature", "--picture", "all.svg")).MustExit(0);
        Assert.Contains("temperature=0.5", table.Output);
        Assert.Contains("raw input", table.Output);
        Assert.True(File.Exists(_folder["all.svg"]));
        JsonElement compared = (await Cli.RunAsync(_folder, "compare", "sweeps/simclr-temperature", "--data", "shapes:count=40,test=30,size=16", "--json")).MustExit(0).Json;
        Assert.Equal(1, compared.GetProperty("rows")[0].GetProperty("linear").GetProperty("n").GetInt32());

        CliResult wrong = (await Cli.RunAsync(_folder, "compare", "nothing", "--limit", "0")).MustExit(2);
        Assert.Contains("2 mistakes", wrong.Error);
        Assert.Contains("2 to 13 are allowed", (await Cli.RunAsync(_folder, "information", "sweeps/simclr-temperature/temperature=0.1_seed=0", "--sizes", "64,128")).MustExit(2).Error);
        File.WriteAllText(_folder["sweeps/simclr-temperature/temperature=0.1_seed=0/evaluation.json"], "no JSON");
        Assert.Contains("is damaged", (await Cli.RunAsync(_folder, "compare", "sweeps/simclr-temperature")).MustExit(0).Error);
        JsonElement bounds = (await Cli.RunAsync(_folder, "information", "sweeps/simclr-temperature/temperature=0.1_seed=0", "--sizes", "4", "--json")).MustExit(0).Json;
        Assert.Equal(4, bounds.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("[0, 100]", 0)]
    [InlineData("[100, 100]", 1)]
    [InlineData("[60, 40]", 2)]
    [InlineData("auto", 2)]
    public async Task Verifying_ends_in_what_came_of_it(string band, int status)
    {
        CliResult result = (await Cli.RunAsync(_folder, "verify", "small.yaml", "--set", $"expected.knn={band}", "--json")).MustExit(status);
        if (status < 2) Assert.Equal(status == 0, result.Json.GetProperty("holds").GetBoolean());
        else Assert.Contains("expected", result.Error);
    }

    [Fact]
    public async Task A_run_of_a_recipe_with_a_sweep_explains_that_it_is_one_run()
    {
        CliResult run = (await Cli.RunAsync(_folder, "pretrain", "--config", "small.yaml", "--out", "one")).MustExit(0);
        Assert.Contains("'sweep' section is for 'autodidact sweep'", run.Error);
        Assert.DoesNotContain("sweep", File.ReadAllText(_folder["one/recipe.yaml"]));
    }
}
