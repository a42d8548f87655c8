using Autodidact.Evaluation;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.FewShot;
using Autodidact.Evaluation.Metrics;
using Autodidact.Evaluation.Probes;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Evaluations of frozen features, each held to a slower way to the same figure.</summary>
public sealed class EvaluationTests
{
    private static readonly LabelledFeatures s_train = Blobs.Make(300, 12, 5, noise: 1.5), s_test = Blobs.Make(120, 12, 5, noise: 1.5, part: 1);

    [Fact]
    public void The_vote_is_chosen_on_rows_held_out_of_the_training_rows()
    {
        KnnChoice choice = KnnChoice.Of(s_train, seed: 3);
        StratifiedSplit split = StratifiedSplit.Of(s_train.Labels, 0.2, 3);
        LabelledFeatures voters = s_train.Rows(split.Kept), held = s_train.Rows(split.Held);
        Assert.Equal(held.Count, choice.ValidationCount);
        Assert.Equal(choice.ValidationAccuracy, Accuracy(choice.K, choice.Temperature));
        foreach (int k in (int[])[1, 5, 10, 20, 50, 100, 200])
        {
            foreach (double temperature in (double[])[0.02, 0.04, 0.07, 0.1, 0.2, 0.5, 1])
                Assert.True(Accuracy(k, temperature) <= choice.ValidationAccuracy);
        }

        double Accuracy(int k, double temperature) => new KnnClassifier(voters, k, temperature).Measure(held).Accuracy;
    }

    [Fact]
    public void What_is_said_of_the_vote_is_used_as_it_is()
    {
        Assert.Equal((7, 0.3, 0), Of(new() { K = 7, Temperature = 0.3 }));
        (int k, double temperature, int held) = Of(new() { K = 7 });
        Assert.Equal((7, 60), (k, held));
        Assert.NotEqual(0, temperature);
        EvaluationRow row = new KnnEvaluation().Measure(Subjects.Of(s_train, s_test, new() { K = 7, Temperature = 0.3 })).Single();
        Assert.Equal(new KnnClassifier(s_train, 7, 0.3).Measure(s_test).Accuracy, row.Value);
        Assert.DoesNotContain("validation_accuracy", row.Settings.Keys);

        static (int, double, int) Of(EvaluationOptions options)
        {
            KnnChoice choice = KnnChoice.Of(s_train, options.K, options.Temperature);
            return (choice.K, choice.Temperature, choice.ValidationCount);
        }
    }

    [Fact]
    public void Retrieval_in_chunks_scores_as_judging_whole_rankings_does()
    {
        RetrievalScores scores = Retrieval.Score(s_test, s_train);
        IReadOnlyList<RankedRelevance> judged = Retrieval.Judge(Retrieval.Rank(s_test, s_train), s_test, s_train);
        Assert.All(judged.Zip(scores.AveragePrecision), pair => Assert.Equal(pair.First.AveragePrecision, pair.Second, 12));
        foreach (int k in (int[])[1, 5, 10]) Assert.Equal(judged.Sum(answer => answer.RecallAt(k)), scores.HitsAt(k));
    }

    [Fact]
    public void A_ranking_puts_equal_items_into_every_order_and_what_is_no_number_last()
    {
        RelevanceRanking ranking = new(6);
        // Order: 4 (0.9), 1 and 2 (0.5), 0 (-0), 5 (-3), 3 (no number).
        Assert.Equal((((1.0 / 2) + (1.0 / 3)) / 2 + (2.0 / 6), 3), Rounded(ranking.Of([-0f, 0.5f, 0.5f, float.NaN, 0.9f, -3], [0, 0, 1, 1, 0, 0], 1), 2));
        Assert.Equal((0, 0), ranking.Of([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0], 1));
        Assert.Equal((1, 1), ranking.Of([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 1], 1));
        // -0 and 0 are equal: the wanted one is first or second.
        Assert.Equal(0.75, ranking.Of([0f, -0f, -1, -1, -1, -1], [0, 1, 0, 0, 0, 0], 1).AveragePrecision, 12);
        // One item, then two wanted ones among three that are equal, at the ranks 2 and 3, 2 and 4, 3 and 4; then one more at rank 5. Where the wanted ones lie in the gallery does not matter.
        double expected = (((1.0 / 2) + (2.0 / 3) + (1.0 / 2) + (2.0 / 4) + (1.0 / 3) + (2.0 / 4)) / 3 + (3.0 / 5)) / 3;
        foreach (int[] labels in (int[][])[[0, 1, 1, 0, 1, 0], [0, 0, 1, 1, 1, 0]]) Assert.Equal(expected, ranking.Of([9, 5, 5, 5, 2, 1], labels, 1).AveragePrecision, 12);

        static (double, int) Rounded((double AveragePrecision, int First) found, int wanted) => (found.AveragePrecision * wanted, found.First);
    }

    [Fact]
    public void Few_shots_are_nested_balanced_and_drawn_anew()
    {
        int[] two = LabelSample.Of(s_train.Labels, 2, draw: 0, seed: 1), five = LabelSample.Of(s_train.Labels, 5, draw: 0, seed: 1);
        Assert.Equal(25, five.Length);
        Assert.All(five.CountBy(row => s_train.Labels[row]), pair => Assert.Equal(5, pair.Value));
        Assert.Empty(two.Except(five));
        Assert.NotEqual(five, LabelSample.Of(s_train.Labels, 5, draw: 1, seed: 1));
        Assert.NotEqual(five, LabelSample.Of(s_train.Labels, 5, draw: 0, seed: 2));
    }

    [Fact]
    public void More_labels_are_worth_more_and_the_nearest_mean_is_what_plain_loops_find()
    {
        EvaluationRow[] rows = [.. new FewShotEvaluation().Measure(Subjects.Of(s_train, s_test))];
        Assert.Equal(["centroid_1", "centroid_2", "centroid_5", "centroid_10", "centroid_20", "logistic_1", "logistic_2", "logistic_5", "logistic_10", "logistic_20"], rows.Select(row => row.Metric));
        foreach (int start in (int[])[0, 5]) Assert.True(rows[start].Value < rows[start + 2].Value && rows[start + 2].Value < rows[start + 4].Value);
        Assert.All(rows, row => Assert.True(row.Value > 0.4 && row.Low < row.Value && row.Value < row.High, row.ToString()));

        using FewShotTask task = FewShotTask.Centred(s_train, s_test);
        int[] sample = LabelSample.Of(s_train.Labels, 5, draw: 0, seed: 0);
        double[] mean = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, s_train.Count).Average(row => (double)s_train.Row(row)[i]))];
        double[][] means = [.. Enumerable.Range(0, 5).Select(label => Sum(sample.Where(row => s_train.Labels[row] == label).Select(row => Unit(s_train.Row(row).ToArray()))))];
        int hits = Enumerable.Range(0, s_test.Count).Count(row => Enumerable.Range(0, 5).MaxBy(label => Cosine(means[label], Unit(s_test.Row(row).ToArray()))) == s_test.Labels[row]);
        Assert.Equal(hits / 120.0, task.NearestMean(sample), 6);

        double[] Unit(float[] row)
        {
            double[] moved = [.. row.Select((value, i) => value - mean[i])];
            double length = Math.Sqrt(moved.Sum(value => value * value));
            return [.. moved.Select(value => value / length)];
        }

        static double[] Sum(IEnumerable<double[]> units) => units.Aggregate((left, right) => [.. left.Zip(right, (one, other) => one + other)]);

        static double Cosine(double[] left, double[] right) => left.Zip(right, (one, other) => one * other).Sum() / Math.Sqrt(left.Sum(value => value * value));
    }

    [Fact]
    public void Calibration_is_that_of_the_linear_probe_and_a_temperature_of_validation_rows_mends_it()
    {
        LabelledFeatures train = Blobs.Make(120, 40, 3, noise: 4), test = Blobs.Make(600, 40, 3, noise: 4, part: 1);
        EvaluationSubject subject = Subjects.Of(train, test);
        Dictionary<string, EvaluationRow> rows = new CalibrationEvaluation().Measure(subject).ToDictionary(row => row.Metric);
        Assert.Equal(new LinearEvaluation().Measure(subject).Single().Settings["l2"], rows["ece"].Settings["l2"]);
        Assert.Equal(subject.LinearProbe.Classifier.Measure(test).Loss, rows["nll"].Value, 5);
        Assert.True(rows["nll_scaled"].Value <= rows["nll"].Value + 0.02);
        Assert.Equal(24, rows["ece_scaled"].Settings["validation_n"]);
        Assert.All(rows.Values, row => Assert.True(row.Low <= row.Value && row.Value <= row.High));
    }

    [Fact]
    public void An_interval_over_groups_of_a_mean_is_students()
    {
        double[] values = [.. Enumerable.Range(0, 10).Select(i => Math.Sin(i))];
        Interval groups = Interval.OfGroups(values.Average(), [.. SampleGroups.LeavingOut(10).Select(rows => rows.Average(row => values[row]))]), student = Interval.OfMean(values);
        Assert.Equal(student.Low, groups.Low, 10);
        Assert.Equal(student.High, groups.High, 10);
    }

    [Fact]
    public void Where_every_class_gives_all_its_labels_there_is_one_draw_and_the_interval_is_over_test_samples()
    {
        LabelledFeatures train = Blobs.Make(15, 12, 3, noise: 4), test = Blobs.Make(90, 12, 3, noise: 4, part: 1);
        Dictionary<string, EvaluationRow> rows = new FewShotEvaluation().Measure(Subjects.Of(train, test)).ToDictionary(row => row.Metric);
        Assert.Equal((20, 1, 1), (rows["centroid_2"].Settings["draws"], rows["centroid_5"].Settings["draws"], rows["logistic_20"].Settings["draws"]));
        foreach (string metric in (string[])["centroid_5", "centroid_10", "centroid_20", "logistic_5", "logistic_10", "logistic_20"])
        {
            EvaluationRow row = rows[metric];
            Assert.Equal(Interval.Wilson((long)Math.Round(row.Value * 90), 90), new(row.Low, row.High));
            Assert.True(row.High - row.Low > 0.1);
        }
    }

    [Fact]
    public void A_calibrated_probe_has_an_error_too_and_the_row_says_which()
    {
        // Of two classes with the logits 0 and t, the second is right as often as it says.
        const int count = 300;
        Autodidact.Data.Views.Draws draws = new(new(1, 0, 0, 0), Autodidact.Data.Views.DrawPurpose.Other);
        float[] logits = new float[2 * count];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++)
        {
            logits[(2 * row) + 1] = (float)draws.Uniform(-3, 3);
            labels[row] = draws.Chance(1 / (1 + Math.Exp(-logits[(2 * row) + 1]))) ? 1 : 0;
        }

        Calibration calibration = new(logits, labels, 2);
        double chance = calibration.ExpectedErrorIfCalibrated();
        Assert.InRange(chance, 0.02, 0.1);
        Assert.InRange(calibration.ExpectedError() / chance, 0.5, 2);
        // Scores that say too much: far above what chance gives.
        Calibration sure = new([.. logits.Select(logit => 5 * logit)], labels, 2);
        Assert.True(sure.ExpectedError() > 3 * sure.ExpectedErrorIfCalibrated());

        LabelledFeatures train = Blobs.Make(60, 30, 6, noise: 6), test = Blobs.Make(24, 30, 6, noise: 6, part: 1);
        EvaluationRow[] rows = [.. new CalibrationEvaluation().Measure(Subjects.Of(train, test))];
        Assert.All(rows.Where(row => row.Metric.StartsWith("ece", StringComparison.Ordinal)), row => Assert.True(row.IsShare && row.High <= 1 && row.Details!["if_calibrated"] is > 0 and < 1));
        Assert.All(rows.Where(row => row.Metric.StartsWith("brier", StringComparison.Ordinal)), row => Assert.True(row.High <= 2));
    }

    [Fact]
    public void Pairs_of_classes_are_counted_when_they_are_asked_for()
    {
        const int classes = 50_000;
        float[] logits = new float[classes];
        logits[7] = 1;
        Assert.InRange(new Calibration(logits, [7], classes).NegativeLogLikelihood, 9, 11);
        Assert.Contains("At most 46", Assert.Throws<ArgumentOutOfRangeException>(() => new Confusion([7], [7], classes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Calibration(logits, [classes], classes));
    }

    [Fact]
    public void Intervals_of_clusters_stay_in_the_range_of_their_figures()
    {
        // Four directions a right angle apart, in two clusters: which neighbours go together is as the seed has it, so that figures are all or nothing and Student's interval passes both ends.
        LabelledFeatures corners = new([.. Enumerable.Range(0, 40).SelectMany(row => (float[])[row % 4 == 0 ? 1 : row % 4 == 2 ? -1 : 0, row % 4 == 1 ? 1 : row % 4 == 3 ? -1 : 0])], 2, [.. Enumerable.Range(0, 40).Select(row => row % 4 / 2)], 2);
        foreach (ulong seed in (ulong[])[0, 1, 2])
            Assert.All(new ClusterEvaluation().Measure(Subjects.Of(corners, corners, new() { Seed = seed })), row => Assert.True(row.Low >= (row.Metric.EndsWith("ari", StringComparison.Ordinal) ? -1 : 0) && row.High <= 1, $"{row}"));
    }
}
