using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class ProbeTests
{
    [Fact]
    public void Logistic_regression_on_one_binary_feature_finds_the_known_optimum()
    {
        // Feature -1 or 1, class 1 in 1 of 4 and 3 of 4 rows: without a penalty, p(1 | 1) = 3/4, so the scores' difference is ln 3.
        LabelledFeatures data = new([-1, -1, -1, -1, 1, 1, 1, 1], 1, [0, 0, 0, 1, 1, 1, 1, 0], 2);
        using SoftmaxRegression problem = new(data, ScalarType.Float64);
        LinearClassifier classifier = problem.Fit(0, tolerance: 1e-12);
        Assert.Equal(Math.Log(3), classifier.Weights[1] - classifier.Weights[0], 5);
        Assert.Equal(0, classifier.Intercepts[1] - classifier.Intercepts[0], 5);
        Assert.Equal(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), problem.Objective, 8);
    }

    [Fact]
    public void A_warm_start_ends_where_a_cold_one_does()
    {
        LabelledFeatures data = Blobs.Make(300, 20, 4, noise: 2);
        using SoftmaxRegression warm = new(data), cold = new(data);
        warm.Fit(1);
        warm.Fit(0.01);
        cold.Fit(0.01);
        Assert.Equal(cold.Objective, warm.Objective, 5);
    }

    [Fact]
    public void The_probe_separates_what_is_separable_and_undoes_its_scaling()
    {
        LabelledFeatures train = Blobs.Make(400, 8, 4, noise: 0.3);
        for (int i = 0; i < train.Values.Length; i++) train.Values[i] = (train.Values[i] * MathF.Pow(10, i % 8 - 4)) + 5;
        LinearProbeFit fit = LinearProbe.Fit(train);
        Assert.True(fit.Classifier.Measure(train).Accuracy > 0.98);
        Assert.Equal(80, fit.ValidationCount);
    }

    [Fact]
    public void A_constant_feature_is_ignored()
    {
        LabelledFeatures train = new([1, 3, -1, 3, 1, 3, -1, 3], 2, [1, 0, 1, 0], 2);
        double[] weights = LinearProbe.Fit(train, new LinearProbeOptions { L2 = [0.01] }).Classifier.Weights;
        Assert.Equal((0, 0), (weights[1], weights[3]));
    }

    [Fact]
    public void A_stronger_penalty_gives_smaller_weights()
    {
        LabelledFeatures train = Blobs.Make(200, 10, 3, noise: 1);
        double Length(double l2) => LinearProbe.Fit(train, new LinearProbeOptions { L2 = [l2] }).Classifier.Weights.Sum(weight => weight * weight);
        Assert.True(Length(1) < Length(0.1) && Length(0.1) < Length(0.01));
    }

    [Fact]
    public void Neighbours_vote_by_their_cosine()
    {
        // The nearest two are of class 0, the next three of class 1: a low temperature follows the nearest, a high one the majority.
        LabelledFeatures train = new([1, 0, 1, 0.1f, 1, 1, 1, 1.1f, 1, 0.9f], 2, [0, 0, 1, 1, 1], 2);
        LabelledFeatures test = new([2, 0.1f], 2, [0], 2);
        Assert.Equal(1, new KnnClassifier(train, k: 5, temperature: 0.05).Measure(test).Accuracy);
        Assert.Equal(0, new KnnClassifier(train, k: 5, temperature: 10).Measure(test).Accuracy);
        Assert.Equal(1, new KnnClassifier(train, k: 5, temperature: 10).Measure(test).AccuracyAmongFive);
    }

    [Fact]
    public void More_neighbours_than_rows_means_all_rows_and_a_tiny_temperature_overflows_nothing()
    {
        LabelledFeatures data = Blobs.Make(50, 5, 5, noise: 0.1);
        KnnClassifier classifier = new(data, k: 200, temperature: 1e-4);
        Assert.Equal(50, classifier.K);
        Assert.Equal(1, classifier.Measure(data).Accuracy);
    }

    [Fact]
    public void Features_and_labels_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LabelledFeatures(new float[7], 2, new int[3], 2));
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => new LabelledFeatures(new float[2], 1, [0, 2], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new KnnClassifier(Blobs.Make(4, 2, 2, 1)).Measure(Blobs.Make(4, 3, 2, 1)));
    }
}
