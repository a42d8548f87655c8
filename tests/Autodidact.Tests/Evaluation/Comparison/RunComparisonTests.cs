using System.Xml.Linq;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Methods;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Comparison;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_that_differ_by_their_seed_are_one_row_with_an_interval_over_seeds()
    {
        RunComparison comparison = RunComparison.Of([Figures("a", 0, 0.1, 0.40), Figures("b", 1, 0.1, 0.44), Figures("c", 2, 0.1, 0.42), Figures("d", 0, 0.5, 0.45)]);
        Assert.Equal(["temperature=0.5", "temperature=0.1"], comparison.Rows.Select(row => row.Name));
        (ComparisonRow one, ComparisonRow three) = (comparison.Rows[0], comparison.Rows[1]);
        Assert.Equal((1, Estimate.Pictures, 0.45 - 0.05), (one.Knn!.N, one.Knn.Over, one.Knn.Low));
        Assert.Equal((3, Estimate.Seeds), (three.Knn!.N, three.Knn.Over));
        // Mean 0.42, deviation 0.02, t of two degrees of freedom 4.3027.
        Assert.Equal(0.42, three.Knn.Value, 1e-12);
        Assert.Equal(0.42 - (4.302652730 * 0.02 / Math.Sqrt(3)), three.Knn.Low!.Value, 1e-9);
        Assert.Equal(20 * 1.5, three.Gigaflops!.Value, 1e-9);
        Assert.Equal(20 * 256, three.ImagesSeen);
        Assert.Equal([("random-init", 0.2), ("raw-input", 0.3)], comparison.Baselines.Select(row => (row.Features, row.Knn!.Value)));
        Assert.Empty(comparison.Notes);
        Assert.Equal("the data", comparison.Data);
    }

    [Fact]
    public void Scores_without_labels_are_held_against_accuracies()
    {
        RunFigures[] runs = [.. new[] { (0.4, 0.1), (0.5, 0.2), (0.3, 0.5), (0.32, 0.5) }.Select((run, i) => Figures($"{i}", (ulong)i, run.Item2, run.Item1) with { Rankme = 100 * run.Item1, Lidar = -run.Item1, MeasuredWith = "k=200" })];
        Assert.Equal([new("rankme", 1, 3), new("lidar", -1, 3)], RunComparison.Of(runs).Agreement);
        Assert.Empty(RunComparison.Of(runs[..2]).Agreement);
        Assert.Equal(["rankme"], RunComparison.Of([.. runs.Select(run => run with { Lidar = null })]).Agreement.Select(agreement => agreement.Score));
        Assert.Empty(RunComparison.Of([.. runs[..3], runs[3] with { MeasuredWith = "k=20" }]).Agreement);
    }

    [Fact]
    public void What_makes_a_comparison_unfair_is_said()
    {
        RunFigures first = Figures("a", 0, 0.1, 0.40), twice = Figures("b", 0, 0.1, 0.40), stopped = Figures("c", 0, 0.5, 0.9);
        stopped = stopped with { Information = stopped.Information with { State = RunState.Interrupted }, Card = stopped.Card! with { Data = "other data" } };
        RunComparison comparison = RunComparison.Of([first, twice, stopped]);
        Assert.Null(comparison.Data);
        Assert.Contains(comparison.Notes, note => note.Contains("interrupted after 20 of 20", StringComparison.Ordinal));
        Assert.Contains(comparison.Notes, note => note.Contains("the data, other data", StringComparison.Ordinal));
        Assert.Contains(comparison.Notes, note => note.Contains("same run twice", StringComparison.Ordinal));
        Assert.DoesNotContain(comparison.Notes, note => note.Contains("different settings", StringComparison.Ordinal));
        comparison = RunComparison.Of([first with { MeasuredWith = "limit=none seed=0 k=200" }, stopped with { MeasuredWith = "limit=100 seed=0 k=200" }]);
        Assert.Contains(comparison.Notes, note => note.Contains($"(limit=none: {first.Run.Path}; limit=100: {stopped.Run.Path})", StringComparison.Ordinal));
        Assert.Contains(RunComparison.Of([first with { Card = null }]).Notes, note => note.Contains("never measured", StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_with_the_settings_that_are_asked_for_go_before_newer_ones()
    {
        RunFigures run = Figures("a", 0, 0.1, 0.4);
        Directory.CreateDirectory(run.Run.Encoder);
        File.WriteAllText(Path.Combine(run.Run.Encoder, "encoder.safetensors"), "weights");
        string weights = EvaluationStore.EncoderOf(run.Run)!, usual = StoredEvaluation.SettingsOf(new EvaluationOptions()), limited = StoredEvaluation.SettingsOf(new EvaluationOptions { Limit = 5 });
        EvaluationStore store = EvaluationStore.Read(run.Run);
        store.Add(new("data", weights, usual, DateTimeOffset.UtcNow, run.Card!));
        store.Add(new("data", weights, limited, DateTimeOffset.UtcNow, run.Card!));
        Assert.Equal(usual, RunFigures.Read(run.Run, settings: usual).MeasuredWith);
        Assert.Equal(limited, RunFigures.Read(run.Run, settings: "others").MeasuredWith);
    }

    [Fact]
    public void Baselines_are_told_apart_by_what_they_depend_on()
    {
        RunFigures small = Sized(Figures("a", 0, 0.1, 0.4), 32), same = Sized(Figures("b", 1, 0.1, 0.4), 32), large = Sized(Figures("c", 0, 0.1, 0.4), 64);
        Assert.Equal(["random resnet18 (size=32)", "random resnet18 (size=64)", "raw input (size=32)", "raw input (size=64)"], RunComparison.Of([small, same, large]).Baselines.Select(row => row.Name));

        static RunFigures Sized(RunFigures run, int size) => run with { Recipe = run.Recipe with { Views = run.Recipe.Views with { Size = size } } };
    }

    [Fact]
    public void The_plot_is_one_file_of_xml_whatever_names_say()
    {
        RunComparison comparison = RunComparison.Of([Figures("a", 0, 0.1, 0.40), Figures("b", 0, 0.2, 0.5)]);
        comparison = comparison with { Data = "<b>&\"\u001b[2J\ud800", Rows = [.. comparison.Rows.Select(row => row with { Name = "</text><script>" })] };
        XElement drawing = XElement.Parse(ComparisonPlot.Draw(comparison)!);
        Assert.Equal("svg", drawing.Name.LocalName);
        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName == "script");
        Assert.Equal(2, drawing.Descendants().Count(element => element.Name.LocalName == "circle"));
        Assert.Null(ComparisonPlot.Draw(RunComparison.Of([Figures("c", 0, 0.1, 0.4) with { Card = null }])));
    }

    [Theory]
    [InlineData(0.4306, "0.43 GFLOP")]
    [InlineData(999.6, "1.00 TFLOP")]
    [InlineData(12_345_678, "12.3 PFLOP")]
    public void Costs_are_written_in_three_digits(double gigaflops, string expected) => Assert.Equal(expected, Cost.Arithmetic(gigaflops));

    private RunFigures Figures(string name, ulong seed, double temperature, double accuracy)
    {
        RunFolder run = RunFolder.Create(_folder[name]);
        run.WriteRecipe(new PretrainOptions { Data = "shapes", Seed = seed, Out = name, Method = new SimClrOptions { Temperature = temperature } });
        new RunInformation { State = RunState.Finished, Steps = 20, TotalSteps = 20, Epochs = 2, GigaflopsPerStep = 1.5, Seconds = 4, Data = "shapes 10 abc" }.Write(run);
        File.WriteAllText(run.Metrics, "{\"step\":10,\"rankme\":3.5,\"lidar\":2}\n{\"step\":20,\"rankme\":4.5}\n");
        RunFigures read = RunFigures.Read(run);
        Assert.Equal((4.5, 2, null), (read.Rankme!.Value, read.Lidar!.Value, read.Card));
        return read with
        {
            Card = new()
            {
                Data = "the data", Classes = 10, Train = 100, Test = 100, Seed = 0,
                Results = [Row(FeatureOrigin.Encoder, accuracy), Row(FeatureOrigin.RandomInitialization, 0.2), Row(FeatureOrigin.RawInput, 0.3)],
            },
        };

        static EvaluationRow Row(string features, double value) => new("knn", features, "accuracy", value, value - 0.05, value + 0.05, 100, new Dictionary<string, double>());
    }
}
