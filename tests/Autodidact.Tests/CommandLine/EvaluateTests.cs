using System.Text.Json;
using Autodidact.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>The card from the command line.</summary>
public sealed class EvaluateTests : IDisposable
{
    private const string Data = "shapes:count=120,test=60,size=16";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task All_is_measured_once_kept_and_what_was_left_out_is_said()
    {
        (await Cli.RunAsync(_folder, "pretrain", "--data", "shapes:count=64,size=16", "--method", "simclr", "--steps", "2", "--batch", "32", "--set", "backbone.width=4", "--set", "knn_every=0", "--out", "run")).MustExit(0);
        CliResult all = (await Cli.RunAsync(_folder, "evaluate", "run", "--data", Data, "--with", "all", "--beside", "run/encoder", "--set", "robustness_pictures=2", "--set", "cue_pictures=40", "--json")).MustExit(0);
        string[] measured = [.. all.Json.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("evaluation").GetString()!).Distinct()];
        string[] notes = [.. all.Json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)];
        foreach (string name in FeatureEvaluation.Known.Select(evaluation => evaluation.Name))
            Assert.True(measured.Contains(name) != notes.Any(note => note.StartsWith($"{name} was left out: it ", StringComparison.Ordinal)), name);
        Assert.Contains(notes, note => note.StartsWith("transfer was left out", StringComparison.Ordinal));
        Assert.Equal(FeatureEvaluation.Known.Count, all.Json.GetProperty("evaluations").GetArrayLength());
        Assert.Contains(all.Json.GetProperty("results").EnumerateArray(), row => row.GetProperty("features").GetString() == "beside");
        Assert.Equal(6, Directory.GetFiles(_folder["run/features"]).Length);

        CliResult shown = (await Cli.RunAsync(_folder, "evaluate", "run", "--data", Data, "--with", "retrieval", "--set", "cache_megabytes=0")).MustExit(0);
        Assert.Contains("fitted on 120 and measured on 60 samples, seed 0", shown.Output, StringComparison.Ordinal);
        Assert.Contains("gallery 120", shown.Output, StringComparison.Ordinal);
        JsonElement[] kept = [.. JsonDocument.Parse(File.ReadAllText(_folder["run/evaluation.json"])).RootElement.EnumerateArray()];
        Assert.Equal(2, kept.Length);       // with another encoder beside it, and without

        CliResult wrong = (await Cli.RunAsync(_folder, "evaluate", "run", "--data", Data, "--with", "geometry,retreival", "--k", "0")).MustExit(2);
        Assert.Contains("retrieval", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("--k", wrong.Error, StringComparison.Ordinal);
        CliResult missing = (await Cli.RunAsync(_folder, "evaluate", "run", "--data", Data, "--beside", "nowhere")).MustExit(2);
        Assert.Contains("nowhere", missing.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
