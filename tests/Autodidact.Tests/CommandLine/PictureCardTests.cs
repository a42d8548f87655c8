using System.Text.Json;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Evaluations of a run that read further pictures.</summary>
[Collection(PretrainedRun.Collection)]
public sealed class PictureCardTests(PretrainedRun run)
{
    [DatasetFact("weizmann-horse")]
    public async Task Robustness_cues_transfer_and_segmentation_are_measured_by_name()
    {
        CliResult result = (await Cli.RunAsync(run.Folder,
            "evaluate", "run", "--limit", "60", "--with", "robustness,cues,transfer,segmentation", "--transfer", "shapes", "--segmentation", Datasets.PathOf("weizmann-horse"),
            "--segmentation-picture", "masks.png", "--set", "robustness_pictures=4", "--set", "cue_pictures=40", "--set", "segmentation_size=32", "--json")).MustExit(0);
        JsonElement[] rows = [.. result.Json.GetProperty("results").EnumerateArray()];
        Assert.Equal(["robustness", "cues", "transfer", "segmentation"], rows.Select(row => row.GetProperty("evaluation").GetString()).Distinct());
        Assert.Equal(5, rows.First(row => row.GetProperty("metric").GetString() == "fog").GetProperty("details").EnumerateObject().Count());
        Assert.Equal(65, rows.First(row => row.GetProperty("metric").GetString() == "miou").GetProperty("n").GetInt32());
        Assert.True(File.Exists(run.Folder["masks.png"]));
        Assert.Contains("robustness_pictures", File.ReadAllText(run["evaluation.json"]), StringComparison.Ordinal);
    }

    [DatasetFact(PretrainedRun.DataSet)]
    public async Task What_is_missing_for_an_evaluation_is_a_mistake_of_the_command_line()
    {
        CliResult result = (await Cli.RunAsync(run.Folder, "evaluate", "run", "--limit", "60", "--with", "transfer,segmentation")).MustExit(2);
        Assert.Contains("needs further labelled data (transfer)", result.Error, StringComparison.Ordinal);
        Assert.Contains("needs pictures with masks (segmentation)", result.Error, StringComparison.Ordinal);
    }
}
