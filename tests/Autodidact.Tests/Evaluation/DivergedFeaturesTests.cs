using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Detection;
using Autodidact.Evaluation.FewShot;
using Autodidact.Evaluation.Geometry;
using Autodidact.Evaluation.Metrics;
using Autodidact.Evaluation.Probes;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Features of a network that has diverged: a row without numbers costs that row, and no other.</summary>
public sealed class DivergedFeaturesTests
{
    private static readonly LabelledFeatures s_train = Blobs.Make(200, 8, 4, noise: 0.3), s_test = Blobs.Make(80, 8, 4, noise: 0.3, part: 1);

    [Fact]
    public void A_training_row_without_numbers_is_left_out()
    {
        LabelledFeatures spoilt = Spoilt(s_train, 5, float.NaN);
        LabelledFeatures without = s_train.Rows([.. Enumerable.Range(0, s_train.Count).Where(row => row != 5)]);
        Assert.Equal(LinearProbe.Fit(without).Classifier.Weights, LinearProbe.Fit(spoilt).Classifier.Weights);
        foreach (FeatureEvaluation evaluation in (FeatureEvaluation[])[new LinearEvaluation(), new FewShotEvaluation(), new CalibrationEvaluation()])
            Assert.Equal(Values(evaluation, Subjects.Of(without, s_test)), Values(evaluation, Subjects.Of(spoilt, s_test)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_test_row_without_numbers_is_wrong(float value)
    {
        // Of class 0, which is what the largest of no numbers would be.
        EvaluationSubject subject = Subjects.Of(s_train, Spoilt(s_test, 0, value)), sound = Subjects.Of(s_train, s_test);
        Assert.Equal(1, new LinearEvaluation().Measure(sound).Single().Value);
        Assert.Equal(79 / 80.0, new LinearEvaluation().Measure(subject).Single().Value);
        Assert.Equal(79 / 80.0, new FewShotEvaluation().Measure(subject).Single(row => row.Metric == "centroid_20").Value, 1e-12);
        Assert.True(double.IsFinite(subject.LinearProbe.Classifier.Measure(subject.Test).Loss));
        RetrievalScores scores = Retrieval.Score(subject.Test, s_train);
        Assert.Equal((0, 0), (scores.AveragePrecision[0], scores.FirstHit[0]));
        Assert.Empty(new CalibrationEvaluation().Measure(subject));
    }

    [Fact]
    public void Where_nothing_is_a_number_figures_are_nought_and_all_are_numbers()
    {
        LabelledFeatures train = new([.. s_train.Values.Select(_ => float.NaN)], 8, s_train.Labels, 4), test = new([.. s_test.Values.Select(_ => float.NaN)], 8, s_test.Labels, 4);
        foreach (FeatureEvaluation evaluation in (FeatureEvaluation[])[new LinearEvaluation(), new FewShotEvaluation(), new RetrievalEvaluation(), new CalibrationEvaluation()])
            Assert.All(Values(evaluation, Subjects.Of(train, test)), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_infinite_row_is_infinitely_strange(float value)
    {
        LinearClassifier probe = LinearProbe.Fit(s_train).Classifier;
        using MahalanobisDistance mahalanobis = new(s_train.Values, 8);
        // One infinity in a row: the energy of logits is minus infinity then.
        foreach (OutlierScore score in (OutlierScore[])[new FreeEnergy(probe), new FreeEnergy(s_train.Values, 8), new NeighbourDistance(s_train.Values, 8), mahalanobis])
            Assert.True(double.IsPositiveInfinity(score.Of(Spoilt(s_test, 3, value).Values)[3]), score.Name);
        Assert.True(double.IsPositiveInfinity(new FreeEnergy(new LinearClassifier([1, 2], [0, 0], 1)).Of([float.PositiveInfinity])[0]));
        Assert.True(double.IsPositiveInfinity(new FreeEnergy(new LinearClassifier([1e10, 2], [0, 0], 1)).Of([3e38f])[0]));
    }

    [Fact]
    public void Neighbours_take_a_row_without_numbers_for_no_class()
    {
        int[] predictions = new KnnClassifier(s_train).Measure(Spoilt(s_test, 0, float.NaN)).Predictions;
        Assert.Equal(-1, predictions[0]);
        Assert.Equal(s_test.Labels[1..], predictions[1..]);
    }

    [Fact]
    public void Test_rows_without_numbers_are_in_no_cluster()
    {
        LabelledFeatures spoilt = s_test;
        for (int row = 0; row < 60; row += 4) spoilt = Spoilt(spoilt, row, float.NaN);
        Assert.All(new ClusterEvaluation().Measure(Subjects.Of(s_train, spoilt)), row => Assert.Equal((1, 65), (row.Value, row.N)));
        Assert.Empty(new ClusterEvaluation().Measure(Subjects.Of(s_train, new([.. s_test.Values.Select(_ => float.NaN)], 8, s_test.Labels, 4))));
    }

    [Fact]
    public void Where_but_a_few_rows_differ_intervals_are_numbers_all_the_same()
    {
        LabelledFeatures one = Spoilt(Even(), 3, 5), other = Spoilt(Even(), 3, -2);
        Assert.All(Likeness.Of(one, other, "x", seed: 0).Where(figure => double.IsFinite(figure.Value)).Select(figure => figure.Row("geometry", "encoder", least: -1, most: 1)),
            row => Assert.True(double.IsFinite(row.Low) && double.IsFinite(row.High) && row.Low <= row.Value && row.Value <= row.High, $"{row}"));

        static LabelledFeatures Even() => new([.. Enumerable.Repeat(1f, 60 * 4)], 4, new int[60], 1);
    }

    [Fact]
    public void Rows_that_are_alike_but_for_rounding_have_no_alignment()
    {
        // All but one row the same, as an encoder that has collapsed makes of nearly all pictures.
        using TensorScope scope = new();
        foreach (int seed in Enumerable.Range(0, 20))
        {
            Tensor one = Sides(seed), other = Sides(seed + 20);
            Assert.True(double.IsNaN(CenteredKernelAlignment.Debiased(one, other)));
            (Tensor x, Tensor y) = (one - one.Mean([0], keepdim: true), other - other.Mean([0], keepdim: true));
            Assert.True(double.IsNaN(CenteredKernelAlignment.DebiasedOfGrams(x.Matmul(x.T()), y.Matmul(y.T()))));
        }

        static Tensor Sides(int part)
        {
            float[] values = [.. Enumerable.Range(0, 60).SelectMany(row => Blobs.Make(2, 6, 2, noise: 1, part).Row(row == 3 ? 1 : 0).ToArray())];
            return Tensor.From(values, 60, 6).To(ScalarType.Float64);
        }
    }

    [Fact]
    public void A_figure_beyond_what_it_can_be_has_an_interval_too()
    {
        // An estimate without bias may be.
        EvaluationRow row = new GeometryFigure("cka", -1.5, new(-2, -1.2), 10, []).Row("geometry", "encoder", least: -1, most: 1);
        Assert.Equal((-1.5, -1.2), (row.Low, row.High));
    }

    private static double[] Values(FeatureEvaluation evaluation, EvaluationSubject subject) => [.. evaluation.Measure(subject).Select(row => row.Value)];

    private static LabelledFeatures Spoilt(LabelledFeatures features, int row, float value)
    {
        float[] values = [.. features.Values];
        values[row * features.Dimension] = value;
        return new(values, features.Dimension, features.Labels, features.Classes);
    }
}
