using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>How the program answers: help, mistakes, exit status.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Help_names_every_command()
    {
        CliResult help = (await Cli.RunAsync(_folder, "--help")).MustExit(0);

        Assert.All(new[] { "demo", "pretrain", "runs", "evaluate", "finetune", "report", "embed", "word2vec", "words", "list", "data", "doctor", "bench" }, command => Assert.Contains(command, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluate_names_all_that_is_wrong_at_once()
    {
        CliResult result = (await Cli.RunAsync(_folder, "evaluate", "nowhere", "--data", "missing", "--with", "knm", "--device", "tpu", "--pooling", "maen")).MustExit(2);

        Assert.All(new[] { "nowhere", "missing", "knn", "tpu", "mean" }, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_mistakes_come_at_once_with_the_nearest_spelling_and_nothing_is_started()
    {
        CliResult wrong = (await Cli.RunAsync(_folder, "pretrain", "--data", "shapes", "--out", "run", "--batch", "-3", "--backbone", "resnet19", "--set", "method.temprature=0.2", "--set", "views.min_scale=2")).MustExit(2);
        Assert.All(new[] { "batch", "-3", "resnet18", "temprature", "temperature", "min_scale" }, said => Assert.Contains(said, wrong.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
        Assert.Empty(wrong.Output);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task A_misspelt_flag_and_a_malformed_pair_do_not_hide_wrong_values()
    {
        CliResult wrong = (await Cli.RunAsync(_folder, "pretrain", "--data", "shapes", "--epoch", "3", "--set", "temperature", "--batch", "many")).MustExit(2);
        Assert.All(new[] { "'--epoch'", "'--epochs'", "'temperature' is not of the form", "batch = many" }, said => Assert.Contains(said, wrong.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bench step --image-size 0 --backbone resnet19 --set method.temprature=1", "--image-size resnet18 method.temperature")]
    [InlineData("embed nowhere --data missing --split tset --threads x --out features.txt", "nowhere missing test threads .npy")]
    public async Task Every_command_names_all_that_is_wrong_at_once(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("System.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_offers_nothing_that_would_be_refused()
    {
        string help = (await Cli.RunAsync(_folder, "search", "--help")).MustExit(0).Output;
        Assert.DoesNotContain("additional arguments", help, StringComparison.Ordinal);
        Assert.DoesNotContain("temperature", help, StringComparison.Ordinal);
        Assert.DoesNotContain("there is no 'runs/a'", (await Cli.RunAsync(_folder, "serach", "runs/a")).MustExit(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_named_as_a_run_and_is_none_is_told_apart()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Directory.CreateDirectory(_folder["started/encoder"]);
        Directory.CreateDirectory(_folder["out.csv"]);
        File.WriteAllText(_folder["started/recipe.yaml"], "data: gone\n");
        File.WriteAllText(_folder["texts.txt"], "one\ntwo\n");
        foreach ((string run, string said) in new[] { ("nowhere", "does not exist"), ("empty", "neither a run nor an encoder"), ("texts.txt", "is a file"), ("started", "pretrain --resume --out started") })
        {
            string error = (await Cli.RunAsync(_folder, "cluster", run, "--data", "texts.txt", "--out", "out.csv")).MustExit(2).Error;
            Assert.All(new[] { said, "out = out.csv: is a folder" }, words => Assert.Contains(words, error, StringComparison.Ordinal));
        }
        Assert.Contains("Name data with --data", (await Cli.RunAsync(_folder, "map", "started")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("kind 'text'", (await Cli.RunAsync(_folder, "pretrain", "--data", "texts.txt")).MustExit(2).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pretrain --data shapes --set", "--set")]
    [InlineData("pretrian", "pretrain")]
    [InlineData("pretrain --data shapes --epoch 3", "--epochs")]
    [InlineData("pretrain --data nowhere", "nowhere")]
    [InlineData("pretrain", "data")]
    [InlineData("evaluate nowhere --data shapes", "nowhere")]
    [InlineData("bench nothing", "nothing")]
    public async Task Wrong_usage_ends_with_status_two_and_a_sentence(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.Contains(said, wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list methods")]
    [InlineData("list backbones")]
    [InlineData("list sources")]
    [InlineData("data info shapes:count=50")]
    [InlineData("doctor")]
    [InlineData("runs")]
    public async Task Json_is_one_object_on_standard_output(string line)
    {
        CliResult result = (await Cli.RunAsync(_folder, [.. line.Split(' '), "--json"])).MustExit(0);
        Assert.Equal(System.Text.Json.JsonValueKind.Object, result.Json.ValueKind);
    }
}
