using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Data;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class CardTests
{
    private const string Data = "shapes:count=120,test=60,size=16";

    [Fact]
    public async Task A_card_has_every_evaluation_of_every_kind_of_features()
    {
        using Encoder encoder = Small(seed: 1);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, Data);
        Assert.Equal((120, 60, 10), (card.Train, card.Test, card.Classes));
        string[] usual = [.. FeatureEvaluation.Known.Where(evaluation => evaluation.IsUsual).Select(evaluation => evaluation.Name)];
        Assert.Equal(
            usual.SelectMany(name => new[] { $"{name} encoder", $"{name} random-init", $"{name} raw-input" }),
            card.Results.Select(row => $"{row.Evaluation} {row.Features}").Distinct());
        Assert.All(card.Results, row =>
        {
            Assert.Equal(60, row.N);
            Assert.True(row.Low <= row.Value && row.Value <= row.High && (!row.IsShare || (row.Low >= 0 && row.High <= 1)), row.ToString());
        });
    }

    [Fact]
    public async Task The_baseline_is_the_network_before_learning_whatever_was_learned()
    {
        using Encoder encoder = Small(seed: 1), other = Small(seed: 2);
        EvaluationOptions options = new() { With = ["knn"], Seed = 1 };
        EvaluationCard first = await Evaluator.MeasureAsync(encoder, Data, options), second = await Evaluator.MeasureAsync(other, Data, options);
        Assert.Equal(first.Results[1].Value, second.Results[1].Value);
        Assert.Equal(first.Results[0].Value, first.Results[1].Value); // Drawn with the same seed, it is the encoder itself.
        Assert.Equal(first.Results[2].Value, second.Results[2].Value);
    }

    [Fact]
    public async Task Data_without_a_test_part_are_split_and_the_card_says_so()
    {
        using Encoder encoder = Small(seed: 1);
        LabelledParts parts = LabelledParts.Of(DataSources.Open(Data), test: null, limit: 100, testShare: 0.25, seed: 3);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, parts, new EvaluationOptions { With = ["knn"], Baselines = false });
        Assert.Equal(100, card.Train + card.Test);
        Assert.Contains("no test part", Assert.Single(card.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("elsewhere/", false)]
    public async Task A_card_says_when_pretraining_saw_the_pictures_that_were_held_out(string pretrainedOn, bool said)
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, [.. Enumerable.Range(0, 20).Select(i => $"{(i % 2 == 0 ? "cat" : "dog")}/{i:D2}.png")]);
        using Encoder small = Small(seed: 1);
        small.Save(folder["encoder"], new Provenance { Method = "simclr", Data = Path.Combine(folder.Path, pretrainedOn) });
        using Encoder encoder = Encoder.Load(folder["encoder"]);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, folder.Path, new EvaluationOptions { With = ["knn"], Baselines = false });
        Assert.Equal(said, card.Notes.Any(note => note.Contains("pretrained on these data", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_probe_during_a_run_leaves_the_test_part_alone_and_broken_pictures_out()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, [.. Enumerable.Range(0, 240).Select(i => $"train/{(i % 2 == 0 ? "cat" : "dog")}/{i:D3}.png"), "test/cat/1.png", "test/dog/2.png"]);
        ImageSource train = DataSources.Open(folder.Path);
        foreach (string path in Directory.EnumerateFiles(folder["train/cat"]).Skip(20)) File.WriteAllBytes(path, [1, 2, 3]);
        Directory.Delete(folder["test"], recursive: true);
        using Encoder encoder = Small(seed: 1);
        Assert.InRange(new KnnProbe(train).Measure(encoder), 0, 1);
    }

    [Fact]
    public async Task A_limit_takes_the_first_of_each_part()
    {
        using Encoder encoder = Small(seed: 1);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, Data, new EvaluationOptions { With = ["knn"], Limit = 50, Baselines = false });
        Assert.Equal((50, 50), (card.Train, card.Test));
    }

    [Fact]
    public async Task Wrong_options_are_refused_together_before_anything_starts()
    {
        using Encoder encoder = Small(seed: 1);
        async Task<IReadOnlyList<ConfigurationMistake>> Mistakes(EvaluationOptions options) =>
            (await Assert.ThrowsAsync<ConfigurationException>(() => Evaluator.MeasureAsync(encoder, "no such place", options))).Mistakes;
        Assert.Equal(["k", "temperature"], (await Mistakes(new EvaluationOptions { K = 0, Temperature = -1 })).Select(mistake => mistake.Field));
        Assert.Equal("linear", Assert.Single(await Mistakes(new EvaluationOptions { With = ["lineal"] })).Nearest);
    }

    [Fact]
    public void Test_labels_and_test_features_take_no_part_in_fitting_or_choosing()
    {
        LabelledFeatures train = Blobs.Make(300, 12, 3, noise: 1.5), test = Blobs.Make(100, 12, 3, noise: 1.5, part: 1);
        LabelledFeatures wrong = new(test.Values, test.Dimension, [.. test.Labels.Select(label => (label + 1) % 3)], 3);
        foreach (FeatureEvaluation evaluation in FeatureEvaluation.Known.Where(known => known.IsUsual))
        {
            EvaluationRow right = Row(test), other = Row(wrong);
            Assert.Equal(right.Settings, other.Settings);
            EvaluationRow Row(LabelledFeatures measured) => evaluation.Measure(Subjects.Of(train, measured)).First();
        }

        // And the penalty is chosen on rows that were not fitted: with labels that say nothing, the strongest is as good as any.
        LabelledFeatures noise = new(train.Values, train.Dimension, [.. Enumerable.Range(0, 300).Select(row => (row * 7919 / 3) % 3)], 3);
        Assert.True(LinearProbe.Fit(noise).ValidationAccuracy < 0.55);
    }

    [Fact]
    public void A_probe_during_a_run_leaves_network_and_random_numbers_as_they_were()
    {
        using Encoder encoder = Small(seed: 1);
        encoder.Backbone.Train();
        string Weights() => string.Join(' ', encoder.Backbone.NamedState().Select(state => state.Tensor.To(ScalarType.Float64).Sum().Item<double>()));
        (string weights, byte[] random) = (Weights(), TorchRuntime.GetGeneratorState());
        KnnProbe probe = new(DataSources.Open(Data));
        double accuracy = probe.Measure(encoder);
        Assert.InRange(accuracy, 0, 1);
        Assert.Equal(accuracy, probe.Measure(encoder));
        Assert.Equal(weights, Weights());
        Assert.Equal(random, TorchRuntime.GetGeneratorState());
        Assert.True(encoder.Backbone.IsTraining);
    }

    internal static Encoder Small(ulong seed)
    {
        BackboneOptions options = new ResNet18Options { Width = 4 }.Resolve(16);
        using Encoder template = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        return template.AtRandomInitialisation(seed);
    }
}
