using System.Text.Json;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>One command makes a run; others measure and use it.</summary>
[Collection(PretrainedRun.Collection)]
public sealed class PretrainTests(PretrainedRun run)
{
    [DatasetFact(PretrainedRun.DataSet)]
    public void Pretrain_prints_one_object_with_the_promised_fields()
    {
        JsonElement result = run.Result!.MustExit(0).Json;
        Assert.Equal(run[""].TrimEnd('/'), Path.GetFullPath(result.GetProperty("run").GetString()!, run.Folder.Path));
        Assert.Equal(2, result.GetProperty("epochs").GetDouble());
        Assert.InRange(result.GetProperty("loss").GetDouble(), 0.1, 10);
        Assert.True(result.GetProperty("images_per_second").GetDouble() > 0);
        Assert.Equal(0, result.GetProperty("skipped").GetInt32());
        Assert.True(result.GetProperty("seconds").GetDouble() > 0);
    }

    [DatasetFact(PretrainedRun.DataSet)]
    public void A_run_is_a_folder_that_says_everything()
    {
        run.Result!.MustExit(0);
        Assert.Contains("width: 8", File.ReadAllText(run["recipe.yaml"]), StringComparison.Ordinal);
        JsonDocument.Parse(File.ReadAllText(run["run.json"])).Dispose();
        string[] metrics = File.ReadAllLines(run["metrics.jsonl"]);
        Assert.True(metrics.Length >= PretrainedRun.Steps, $"{metrics.Length} lines of metrics for {PretrainedRun.Steps} steps");
        Assert.All(metrics, line => JsonDocument.Parse(line).Dispose());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(run["views.png"])[..4]);
        Assert.True(File.Exists(run["encoder/encoder.json"]));
        using SafetensorsFile encoder = SafetensorsFile.Open(run["encoder/encoder.safetensors"]);
        Assert.Contains(encoder.Entries, entry => entry.Name.EndsWith("conv1.weight", StringComparison.Ordinal) && entry.Shape[0] == 8);
    }

    [DatasetFact(PretrainedRun.DataSet)]
    public async Task Evaluate_gives_every_figure_its_baselines_and_interval()
    {
        run.Result!.MustExit(0);
        CliResult evaluated = await Cli.RunAsync(run.Folder, "evaluate", "run", "--data", Datasets.PathOf(PretrainedRun.DataSet), "--limit", "400", "--with", "knn,linear", "--json");
        JsonElement[] results = [.. evaluated.MustExit(0).Json.GetProperty("results").EnumerateArray()];
        foreach (string evaluation in new[] { "knn", "linear" })
        {
            Assert.Equal(["encoder", "random-init", "raw-input"], results.Where(row => row.GetProperty("evaluation").GetString() == evaluation).Select(row => row.GetProperty("features").GetString()).Distinct().Order());
        }

        Assert.All(results, row =>
        {
            Assert.NotEmpty(row.GetProperty("metric").GetString()!);
            double value = row.GetProperty("value").GetDouble();
            Assert.InRange(value, row.GetProperty("low").GetDouble(), row.GetProperty("high").GetDouble());
            Assert.True(row.GetProperty("n").GetInt32() > 0);
        });
    }

    [DatasetFact(PretrainedRun.DataSet)]
    public async Task A_run_is_never_overwritten()
    {
        byte[] before = File.ReadAllBytes(run["encoder/encoder.safetensors"]);
        CliResult refused = (await Cli.RunAsync(run.Folder, PretrainedRun.Arguments("run", "--epochs", "1"))).MustExit(2);
        Assert.Contains("--resume", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(run["encoder/encoder.safetensors"]));
    }

    [DatasetFact(PretrainedRun.DataSet)]
    public async Task Embed_writes_features_with_ids()
    {
        run.Result!.MustExit(0);
        const int count = 60;
        string data = $"shapes:count={count},size=28";
        (await Cli.RunAsync(run.Folder, "embed", "run", "--data", data, "--out", "features.npy", "--json")).MustExit(0);
        NumpyArray features = NumpyFile.Read(run.Folder["features.npy"]);
        Assert.Equal(count, features.Shape[0]);
        Assert.DoesNotContain(features.Values<float>().ToArray(), float.IsNaN);
        Assert.Equal(count, File.ReadLines(run.Folder["features.ids.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Distinct().Count());

        (await Cli.RunAsync(run.Folder, "embed", "run", "--data", data, "--out", "features.safetensors", "--json")).MustExit(0);
        using SafetensorsFile file = SafetensorsFile.Open(run.Folder["features.safetensors"]);
        Assert.True(file.Bytes("features").SequenceEqual(features.Bytes));
    }
}
