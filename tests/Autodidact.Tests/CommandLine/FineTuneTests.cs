using System.Text.Json;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact finetune</c> takes, prints and leaves.</summary>
public sealed class FineTuneTests : IDisposable
{
    private const string Data = "shapes:count=60,test=40,size=16";

    private readonly TemporaryFolder _folder = new();

    public FineTuneTests()
    {
        BackboneOptions options = new ResNet18Options { Width = 4 }.Resolve(16);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 }, new Provenance { Method = "simclr" });
        encoder.Save(_folder["encoder"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_one_object_and_keeps_the_network()
    {
        string[] line = ["finetune", "encoder", "--data", Data, "--labels", "0.5", "--epochs", "2", "--baseline", "--threads", "1", "--set", "optimizer.learning_rate=0.003", "--out", "tuned", "--json"];
        CliResult result = (await Cli.RunAsync(_folder, line)).MustExit(0);
        double Number(string name) => result.Json.GetProperty(name).GetDouble();
        Assert.True(0 <= Number("low") && Number("low") <= Number("accuracy") && Number("accuracy") <= Number("high") && Number("high") <= 1);
        Assert.Equal((40, 30, 60, 2, 0.003, 1.0), (Number("n"), Number("labels"), Number("available"), Number("epochs"), Number("learning_rate"), Number("layer_decay")));
        Assert.Equal("random-init", result.Json.GetProperty("baseline").GetProperty("start").GetString());
        Assert.All(new[] { "seconds", "interval", "start", "steps", "batch", "seed", "runs", "linear", "notes", "broken", "folder" }, name => Assert.True(result.Json.TryGetProperty(name, out _), name));
        using (Classifier classifier = Classifier.Load(_folder["tuned"])) Assert.Equal(10, classifier.Classes.Count);
        Assert.Equal(Number("accuracy"), JsonDocument.Parse(File.ReadAllText(_folder["tuned/result.json"])).RootElement.GetProperty("accuracy").GetDouble());

        CliResult again = (await Cli.RunAsync(_folder, line)).MustExit(2);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        (await Cli.RunAsync(_folder, "evaluate", "tuned", "--data", Data, "--with", "knn", "--json")).MustExit(0);
        CliResult pooled = (await Cli.RunAsync(_folder, "evaluate", "tuned", "--data", Data, "--pooling", "mean")).MustExit(2);
        Assert.Contains("pooling = mean: is not for a resnet18: there is nothing to choose", pooled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_all_that_is_wrong_at_once()
    {
        CliResult wrong = (await Cli.RunAsync(_folder, "finetune", "nowhere", "--data", "missing", "--labels", "few", "--device", "tpu", "--seed=x", "--set", "layer_dekay=1")).MustExit(2);
        Assert.All(new[] { "nowhere", "missing", "few", "tpu", "--seed", "layer_decay" }, word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        // Of data that are there nothing is said while it is not known what would read them.
        File.WriteAllLines(_folder["films.tsv"], Enumerable.Range(0, 40).Select(i => $"a film, number {i}\t{i % 2}"));
        wrong = (await Cli.RunAsync(_folder, "finetune", "nowhere", "--data", "films.tsv?text=1,label=2")).MustExit(2);
        Assert.DoesNotContain("films", wrong.Error, StringComparison.Ordinal);
        wrong = (await Cli.RunAsync(_folder, "finetune", "encoder", "--data", Data, "--labels", "1000", "--set", "drop_path=0.1", "--out", "encoder")).MustExit(2);
        Assert.All(new[] { "labels", "drop_path", "out" }, word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.Empty(wrong.Output);
    }

    [Fact]
    public async Task Interrupted_it_ends_with_130_and_leaves_nothing()
    {
        using Cli run = Cli.Start(_folder, "finetune", "encoder", "--data", Data, "--epochs", "100000", "--threads", "1", "--out", "tuned");
        await run.UntilAsync(() => Directory.EnumerateDirectories(_folder.Path, ".tuned.*").Any());
        await Task.Delay(500);
        run.Signal("INT");
        CliResult end = (await run.EndAsync()).MustExit(130);
        Assert.Empty(end.Output);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["encoder"]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
