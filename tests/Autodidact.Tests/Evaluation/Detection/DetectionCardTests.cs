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
    public void Of_very_many_classes_some_are_taken_as_the_normal_one()
    {
        const int classes = AnomalyEvaluation.MostClasses + 10;
        EvaluationRow[] rows = [.. new AnomalyEvaluation().Measure(Subjects.Of(Blobs.Make(2 * classes, 12, classes, noise: 0.1), Blobs.Make(classes, 12, classes, noise: 0.1, part: 1)))];
        Assert.All(rows, row => Assert.Equal(AnomalyEvaluation.MostClasses, row.Settings["classes"]));
        Assert.True(rows.Single(row => row.Metric == "knn_auroc").Value > 0.95);
    }

    [Fact]
    public void Figures_that_are_added_up_are_means_over_tasks()
    {
        bool[] isNormal = [true, true, false, true, false];
        DetectionTask[] tasks = [new([1, 2, 3, 4, 5], isNormal), new([5, 2, 3, 1, 0], isNormal)];
        DetectionSum sum = new([[1, 1, 1, 1, 1], [2, 0, 1, 1, 1]]);
        foreach (DetectionTask task in tasks) sum.Add(task, CancellationToken.None);
        Assert.Equal(tasks.Average(task => task.Figures.Auroc), sum.Mean.Auroc, 12);
        Assert.Equal([sum.Mean.Auroc, tasks.Average(task => task.Resampled([2, 0, 1, 1, 1]).Auroc)], sum.Drawn.Select(figures => figures.Auroc));
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => sum.Add(tasks[0], stopped.Token));
        // What is wrong is said as it is, not wrapped in what went wrong on some threads.
        Assert.Throws<IndexOutOfRangeException>(() => new DetectionSum([[1, 1]]).Add(tasks[0], CancellationToken.None));
    }

    [Fact]
    public void Where_matching_takes_long_there_are_fewer_draws()
    {
        Assert.Equal((500, 500, 50), (ClusterFigures.Draws(10, 10), ClusterFigures.Draws(2000, 2), ClusterFigures.Draws(1000, 1000)));
        Assert.InRange(ClusterFigures.Draws(600, 600), 50, 100);
        int[] clusters = [0, 0, 1, 1, 1], classes = [0, 0, 1, 1, 0];
        ClusterFigures[] drawn = ClusterFigures.Drawn(Autodidact.Evaluation.Metrics.Contingency.Of(clusters, classes), clusters, classes, 1, CancellationToken.None);
        Assert.Equal(500, drawn.Length);
        Assert.InRange(drawn.Average(figures => figures.Accuracy), 0.7, 0.95);
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
