using Autodidact.Evaluation;
using Autodidact.Evaluation.Detection;
using Autodidact.Evaluation.Probes;
using Xunit;

namespace Autodidact.Tests.Evaluation.Detection;

public sealed class OutlierScoreTests
{
    // The rows of the clusters' test, and four rows of six numbers: what scikit-learn 1.2's ledoit_wolf makes of them.
    private static readonly float[] s_many =
    [
        1.79f, 0.87f, 0.05f, -1.86f, -0.55f, -0.18f, -0.08f, -1.25f, -0.02f, -0.48f, -2.63f, 0.44f, 0.88f, 3.42f, 0.03f, -0.4f, -1.09f, -0.77f, 0.98f, -2.2f, -0.59f,
        3.79f, 3.97f, 0.12f, 2.98f, -0.43f, 0.31f, 3.84f, -0.54f, -0.12f, 4.75f, 4.95f, -0.62f, 3.37f, -0.61f, -1.21f, 3.08f, -1.05f, 0.56f, 3.87f, -2.25f, 0.32f,
    ];

    private static readonly float[] s_few =
    [
        1.05f, 2.0f, -1.99f, 3.77f, -1.09f, -8.51f, 0.35f, 2.2f, 2.0f, -3.59f, 4.09f, 0.47f, 1.43f, 1.66f, -2.47f, 2.4f, -2.03f, 10.28f, 1.72f, 1.09f, -1.95f, 1.22f, 1.8f, -6.25f,
    ];

    [Fact]
    public void A_covariance_is_shrunk_as_scikit_learn_shrinks_it()
    {
        using MahalanobisDistance many = new(s_many, 3), few = new(s_few, 6);
        Assert.Equal(0.37534363184759534, many.Settings["shrinkage"], 1e-6);
        Assert.Equal(2.987274042421932, many.Of([1, 2, 3])[0], 1e-5);
        // More directions than rows go another way.
        Assert.Equal(0.3810137500467155, few.Settings["shrinkage"], 1e-6);
        Assert.Equal(3.472582640636913, few.Of([1, 2, 3, 4, 5, 6])[0], 1e-5);
    }

    [Fact]
    public void Classes_have_means_of_their_own()
    {
        LabelledFeatures blobs = Blobs.Make(600, 8, 3, noise: 0.1), others = Blobs.Make(600, 8, 4, noise: 0.1, part: 1);
        using MahalanobisDistance apart = new(blobs.Values, 8, blobs.Labels), together = new(blobs.Values, 8);
        Assert.Equal((3, 1), ((int)apart.Settings["means"], (int)together.Settings["means"]));
        bool[] isNormal = Array.ConvertAll(others.Labels, label => label < 3);
        Assert.True(new DetectionTask(apart.Of(others.Values), isNormal).Figures.Auroc > 0.999);
        Assert.All(apart.Of(blobs.Values), distance => Assert.InRange(distance, 0, 8));
    }

    [Fact]
    public void Every_score_tells_a_strange_class()
    {
        LabelledFeatures normal = Blobs.Make(400, 12, 3, noise: 0.3), mixed = Blobs.Make(400, 12, 5, noise: 0.3, part: 1);
        bool[] isNormal = Array.ConvertAll(mixed.Labels, label => label < 3);
        using MahalanobisDistance mahalanobis = new(normal.Values, 12, normal.Labels);
        LinearClassifier probe = LinearProbe.Fit(normal).Classifier;
        foreach (OutlierScore score in (OutlierScore[])[new NeighbourDistance(normal.Values, 12), mahalanobis, new FreeEnergy(normal.Values, 12), new FreeEnergy(probe)])
            Assert.InRange(new DetectionTask(score.Of(mixed.Values), isNormal).Figures.Auroc, 0.8, 1);
    }

    [Fact]
    public void Scores_are_what_their_papers_say()
    {
        // Unit rows (1,0) and (0,1): cosines 1 and 0 of the first one, so distances 0 and the root of 2.
        Assert.Equal(Math.Sqrt(2) / 2, new NeighbourDistance([3, 0, 0, 2], 2, k: 2).Of([5, 0])[0], 1e-6);
        Assert.Equal(-0.1 * Math.Log((Math.Exp(10) + 1) / 2), new FreeEnergy([3, 0, 0, 2], 2).Of([5, 0])[0], 1e-6);
        Assert.Equal(-Math.Log(Math.Exp(2.5) + Math.Exp(-1)), new FreeEnergy(new LinearClassifier([1, 0, 0, -1], [0.5, 1], 2)).Of([2, 2])[0], 1e-6);
    }

    [Fact]
    public void What_is_no_number_is_infinitely_strange_and_equal_rows_tell_nothing_wrong()
    {
        using MahalanobisDistance mahalanobis = new([1, 1, 1, 1, 1, 1], 2);
        foreach (OutlierScore score in (OutlierScore[])[new NeighbourDistance([1, 1, 1, 1], 2), mahalanobis, new FreeEnergy([1, 1, 1, 1], 2)])
        {
            double[] scores = score.Of([1, 1, float.NaN, 1, 5, -3]);
            Assert.True(double.IsPositiveInfinity(scores[1]), score.Name);
            Assert.True(scores[2] > scores[0], score.Name);
        }
    }

    [Fact]
    public void Resampling_with_every_sample_once_changes_nothing()
    {
        double[] scores = [0.1, 0.5, 0.5, 0.7, 0.2, 0.9, 0.5];
        bool[] isNormal = [true, true, false, false, true, false, true];
        DetectionTask task = new(scores, isNormal);
        Assert.Equal(task.Figures, task.Resampled([1, 1, 1, 1, 1, 1, 1]));
        // The same as a task in which the samples really come so often.
        DetectionTask drawn = new([0.1, 0.1, 0.5, 0.7, 0.7, 0.9], [true, true, false, false, false, false]);
        Assert.Equal(drawn.Figures, task.Resampled([2, 0, 1, 2, 0, 1, 0]));
    }
}
