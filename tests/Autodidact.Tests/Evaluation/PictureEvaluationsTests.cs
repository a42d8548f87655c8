using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Corruptions;
using Autodidact.Data.Shapes;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Evaluations that read further pictures: corrupted ones, generated ones, other data.</summary>
public sealed class PictureEvaluationsTests
{
    private const string Data = "shapes:count=200,test=60,size=16";

    [Fact]
    public async Task Robustness_has_every_corruption_beside_the_pictures_as_they_are()
    {
        EvaluationCard card = await Measure(new() { With = ["robustness"], RobustnessPictures = 20 });
        EvaluationRow[] rows = [.. card.Results.Where(row => row.Features == FeatureOrigin.RawInput)];
        Assert.Equal(3 * rows.Length, card.Results.Count);
        Assert.Equal(Corruption.All.Select(corruption => corruption.Name), rows.Select(row => row.Metric).TakeLast(Corruption.All.Count));
        Assert.All(rows, row => Assert.True(row.N == 20 && row.Low <= row.Value && row.Value <= row.High && row.Value <= 1, $"{row}"));
        double[] published = [.. Corruption.All.Where(corruption => !corruption.IsExtra).Select(corruption => Value(corruption.Name))];
        Assert.Equal(published.Average(), Value("corrupted_accuracy"), 1e-9);
        Assert.Equal(Value("clean_accuracy") - Value("corrupted_accuracy"), Value("drop"), 1e-9);
        EvaluationRow fog = rows.Single(row => row.Metric == "fog");
        Assert.Equal(fog.Value, fog.Details!.Values.Average(), 1e-9);
        Assert.Equal(5, fog.Details.Count);
        Assert.Contains(card.Notes, note => note.Contains("20 of 60", StringComparison.Ordinal));

        double Value(string metric) => rows.Single(row => row.Metric == metric).Value;
    }

    [Fact]
    public async Task Pixels_go_by_texture_or_shape_and_the_shares_fit_each_other()
    {
        EvaluationCard card = await Measure(new() { With = ["cues"], CuePictures = 200 });
        foreach (string origin in new[] { FeatureOrigin.Encoder, FeatureOrigin.RandomInitialization, FeatureOrigin.RawInput })
        {
            Dictionary<string, EvaluationRow> rows = card.Results.Where(row => row.Features == origin).ToDictionary(row => row.Metric);
            double shape = rows["for_shape"].Value, texture = rows["for_texture"].Value;
            Assert.Equal(shape / (shape + texture), rows["shape_bias"].Value, 1e-9);
            Assert.InRange(shape + texture, 0, 1);
            Assert.Equal(200, rows["for_shape"].N);
            Assert.Equal(["for_shape", "for_texture", "paired_accuracy", "shape_accuracy", "shape_bias", "texture_accuracy"], rows.Keys.Order());
        }
    }

    [Fact]
    public async Task Transfer_has_both_classifiers_for_each_of_the_data()
    {
        EvaluationCard card = await Measure(new() { With = ["transfer"], Transfer = ["shapes:count=80,test=40,size=16,seed=5", "shapes:count=60,test=30,size=16,cue=paired"], Baselines = false });
        Assert.Equal([40, 40, 30, 30], card.Results.Select(row => row.N));
        Assert.Equal([10, 10, 5, 5], card.Results.Select(row => row.Settings["classes"]));
        Assert.All(card.Results, row => Assert.EndsWith(row.Settings.ContainsKey("k") ? "knn" : "linear", row.Metric, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_measured_says_why_before_anything_starts()
    {
        Assert.Contains("needs further labelled data", await Mistake(new() { With = ["transfer"] }), StringComparison.Ordinal);
        Assert.Contains("no-such-place", await Mistake(new() { With = ["transfer"], Transfer = ["no-such-place"] }), StringComparison.Ordinal);

        static async Task<string> Mistake(EvaluationOptions options) => (await Assert.ThrowsAsync<ConfigurationException>(() => Measure(options))).Message;
    }

    [Fact]
    public void Cues_go_together_or_against_each_other_and_the_pictures_without_them_stay()
    {
        ShapesSource paired = Open("paired"), conflict = Open("conflict"), independent = Open("independent");
        Assert.Equal(["circle", "square", "triangle", "star", "heart"], paired.Classes);
        Assert.All(Enumerable.Range(0, 500), i =>
        {
            Assert.Equal(i % 5, paired.Label(i));
            Assert.Equal(paired.Label(i), paired.TextureLabel(i));
            Assert.NotEqual(conflict.Label(i), conflict.TextureLabel(i));
            Assert.Equal((paired.Factors(i).Colour, paired.Factors(i).Size), (conflict.Factors(i).Colour, conflict.Factors(i).Size));
        });
        // 20 expected in each of 25 cells of an independent source, 25 in each of the 20 cells of one in conflict; five deviations.
        Assert.All(Cells(independent), count => Assert.InRange(count, 1, 43));
        Assert.All(Cells(conflict).Where((_, cell) => cell % 6 != 0), count => Assert.InRange(count, 2, 49));
        Assert.Equal(4, new[] { "none", "paired", "conflict", "independent" }.Select(cue => Open(cue).Fingerprint).Distinct().Count());
        Assert.Equal(new ShapesSource(new() { Count = 500 }, Split.Train).Fingerprint, Open("none").Fingerprint);
        Assert.Contains("Did you mean 'paired'", Assert.Throws<DataException>(() => Open("pared")).Message, StringComparison.Ordinal);

        static ShapesSource Open(string cue) => (ShapesSource)DataSources.Open($"shapes:count=500,cue={cue}");
        static int[] Cells(ShapesSource source) => [.. Enumerable.Range(0, 25).Select(cell => Enumerable.Range(0, 500).Count(i => source.Label(i) == cell / 5 && source.TextureLabel(i) == cell % 5))];
    }

    private static async Task<EvaluationCard> Measure(EvaluationOptions options)
    {
        TorchRuntime.Seed(1);
        BackboneOptions network = new ResNet18Options { Width = 4 }.Resolve(imageSize: 16);
        using Encoder encoder = new(network.Create(), network, new ImagePreprocessing { Size = 16 });
        return await Evaluator.MeasureAsync(encoder, Data, options);
    }
}
