using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Detection;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Xunit;

namespace Autodidact.Tests.Evaluation.Detection;

/// <summary>Clusters and detectors as a card measures them.</summary>
public sealed class DetectionCardTests
{
    private static readonly LabelledFeatures s_train = Blobs.Make(240, 12, 4, noise: 0.15), s_test = Blobs.Make(120, 12, 4, noise: 0.15, part: 1);

    [Fact]
    public void Classes_that_are_clusters_are_found_without_labels()
    {
        EvaluationRow[] rows = [.. new ClusterEvaluation().Measure(Subjects.Of(s_train, s_test, new()))];
        Assert.Equal(["kmeans_acc", "kmeans_nmi", "kmeans_ari", "ward_acc", "ward_nmi", "ward_ari"], rows.Select(row => row.Metric));
        Assert.All(rows, row => Assert.Equal((1, 1, 1, 120), (Math.Round(row.Low, 9), Math.Round(row.Value, 9), Math.Round(row.High, 9), row.N)));
        Assert.All(rows, row => Assert.Equal(4, row.Settings["k"]));
        // Labels that have nothing to do with the features are no better than chance, and training labels do not matter at all.
        LabelledFeatures shuffled = new(s_test.Values, 12, [.. s_test.Labels.Select((_, row) => row / 3 % 4)], 4);
        Assert.All(new ClusterEvaluation().Measure(Subjects.Of(s_train, shuffled, new())), row => Assert.InRange(row.Value, -0.1, 0.5));
        LabelledFeatures turned = new(s_train.Values, 12, [.. s_train.Labels.Reverse()], 4);
        Assert.Equal(rows.Select(row => row.Value), new ClusterEvaluation().Measure(Subjects.Of(turned, s_test, new())).Select(row => row.Value));
    }

    [Fact]
    public void A_class_is_told_from_all_others_and_noise_from_nothing()
    {
        EvaluationRow[] rows = [.. new AnomalyEvaluation().Measure(Subjects.Of(s_train, s_test, new()))];
        Assert.Equal(9, rows.Length);
        foreach (EvaluationRow row in rows)
        {
            Assert.InRange(row.Value, row.Low, row.High);
            Assert.True(row.Metric.EndsWith("fpr95", StringComparison.Ordinal) ? row.Value < 0.1 : row.Value > 0.95, $"{row.Metric} is {row.Value}");
        }
        LabelledFeatures noise = Blobs.Make(240, 12, 4, noise: 1000), more = Blobs.Make(240, 12, 4, noise: 1000, part: 1);
        Assert.All(new AnomalyEvaluation().Measure(Subjects.Of(noise, more, new())).Where(row => row.Metric.EndsWith("auroc", StringComparison.Ordinal)), row =>
        {
            Assert.InRange(row.Value, 0.4, 0.6);
            Assert.InRange(0.5, row.Low - 0.05, row.High + 0.05);
        });
    }

    [Fact]
    public void Features_that_are_no_numbers_are_left_out()
    {
        float[] values = [.. s_train.Values];
        values[5] = float.NaN;
        values[40] = float.PositiveInfinity;
        LabelledFeatures train = new(values, 12, s_train.Labels, 4);
        Assert.All(new ClusterEvaluation().Measure(Subjects.Of(train, s_test, new())), row => Assert.Equal(1, row.Value));
        Assert.Equal(9, new AnomalyEvaluation().Measure(Subjects.Of(train, s_test, new())).Count(row => double.IsFinite(row.Value)));
        LabelledFeatures none = new([.. values.Select(_ => float.NaN)], 12, s_train.Labels, 4);
        Assert.Empty(new ClusterEvaluation().Measure(Subjects.Of(none, s_test, new())));
        Assert.Empty(new AnomalyEvaluation().Measure(Subjects.Of(none, s_test, new())));
    }

    [Fact]
    public async Task Another_source_is_told_from_the_test_part_and_has_to_be_named()
    {
        const string Data = "shapes:count=80,test=40,size=16";
        BackboneOptions backbone = new ResNet18Options { Width = 4 }.Resolve(imageSize: 16);
        using Encoder encoder = new(backbone.Create(), backbone, new ImagePreprocessing { Size = 16 });
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, Data, new() { With = ["clusters", "anomaly", "ood"], Ood = "shapes:count=30,test=30,size=16,seed=5" });
        Assert.Equal(3 * (6 + 9 + 9), card.Results.Count);
        Assert.All(card.Results, row => Assert.True(double.IsFinite(row.Value) && row.Low <= row.Value && row.Value <= row.High, $"{row.Evaluation} {row.Metric}"));
        Assert.All(card.Results.Where(row => row.Evaluation == "ood"), row => Assert.Equal(70, row.N));
        Assert.Contains("ood", Assert.Throws<ConfigurationException>(() => Evaluator.MeasureAsync(encoder, Data, new() { With = ["ood"] }).GetAwaiter().GetResult()).Message, StringComparison.Ordinal);
    }
}
