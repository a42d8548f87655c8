using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Comparison;

public sealed class RunEvaluatorTests
{
    private static readonly EvaluationOptions s_options = new() { With = ["knn"], Threads = 1 };

    [Fact]
    public async Task What_was_measured_is_not_measured_again_until_the_encoder_the_data_or_the_settings_change()
    {
        using TemporaryFolder folder = new();
        Run run = await Pretraining.RunAsync(SmallRun.Options(folder["run"]) with { Steps = 2, Epochs = null });
        LabelledParts parts = Parts(40);
        EvaluationCard first = await Measure(parts, s_options);
        EvaluationRow[] rows = [.. EvaluationStore.Read(run.Folder).Entries.Single().Card.Results];
        Assert.Equal(first.Results.Select(row => row.Value), rows.Select(row => row.Value));
        Assert.Equal(3, rows.Length);

        // A figure that was never measured shows that the file is what answers.
        string path = Path.Combine(run.Folder.FullPath, "evaluation.json");
        string marked = File.ReadAllText(path).Replace($"\"value\": {rows[0].Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "\"value\": 0.125");
        File.WriteAllText(path, marked);
        Assert.Equal(0.125, (await Measure(parts, s_options)).Results[0].Value);
        Assert.NotEqual(0.125, (await Measure(parts, s_options with { K = 3 })).Results[0].Value);
        Assert.NotEqual(0.125, (await Measure(Parts(30), s_options)).Results[0].Value);
        await Pretraining.RunAsync(SmallRun.Options(folder["run"]) with { Steps = 4, Epochs = null }, resume: true);
        Assert.NotEqual(0.125, (await Measure(parts, s_options)).Results[0].Value);
        Assert.Equal(4, EvaluationStore.Read(run.Folder).Entries.Count);

        File.WriteAllText(path, "no JSON");
        List<string> notes = [];
        await new RunEvaluator(s_options, notes.Add).MeasureAsync(run.Folder, parts);
        Assert.Contains("is damaged", Assert.Single(notes));
        Assert.Single(EvaluationStore.Read(run.Folder).Entries);

        Task<EvaluationCard> Measure(LabelledParts data, EvaluationOptions options) => new RunEvaluator(options).MeasureAsync(run.Folder, data);
    }

    private static LabelledParts Parts(int count) => LabelledParts.Open($"shapes:count={count},test=40,size=16");
}
