using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation.Information;
using Autodidact.Models;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Information;

/// <summary>The bound is held against Gaussian vectors, whose information is known: -d/2 ln(1 - rho^2).</summary>
public sealed class InformationTests
{
    [Fact]
    public void The_bound_lies_below_the_truth_and_near_it_where_the_ceiling_allows()
    {
        const int Dimension = 4;
        double truth = Truth(Dimension, 0.8);      // 2.04 nats
        IReadOnlyList<InformationRow> rows = InformationEvaluator.Bounds("encoder", Gaussian(2000, Dimension, 0.8, 1), Gaussian(2048, Dimension, 0.8, 2), [4, 256, 2048]);
        Assert.Equal(["cosine 4", "cosine 256", "bilinear 4", "bilinear 256"], rows.Select(row => $"{row.Critic} {row.K}"));
        Assert.All(rows, row =>
        {
            Assert.Equal(Math.Log(row.K), row.Ceiling);
            Assert.True(row.Low <= Math.Min(truth, row.Ceiling), $"{row}: the truth is {truth}");
            Assert.InRange(row.Bound, row.Low, row.High);
        });
        // A critic that is right for Gaussian vectors comes near; the cosine knows nothing of lengths.
        InformationRow best = rows.Single(row => row is { Critic: "bilinear", K: 256 });
        Assert.InRange(best.Bound, 0.88 * truth, truth + 0.05);
        Assert.InRange(rows.Single(row => row is { Critic: "cosine", K: 256 }).Bound, 0.3 * truth, best.Bound);
        Assert.True(rows.Single(row => row is { Critic: "bilinear", K: 4 }).Bound < best.Bound);
    }

    [Fact]
    public void More_information_than_the_ceiling_shows_as_the_ceiling()
    {
        IReadOnlyList<InformationRow> rows = InformationEvaluator.Bounds("encoder", Gaussian(600, 16, 0.99, 1), Gaussian(600, 16, 0.99, 2), [16, 64]);
        Assert.True(Truth(16, 0.99) > 30);
        Assert.All(rows, row => Assert.InRange(row.Bound, row.Ceiling - 0.05, row.Ceiling + 1e-12));
    }

    [Fact]
    public void Views_that_have_nothing_to_do_with_each_other_share_nothing()
    {
        IReadOnlyList<InformationRow> rows = InformationEvaluator.Bounds("encoder", Gaussian(800, 8, 0, 1), Gaussian(800, 8, 0, 2), [16, 64]);
        Assert.All(rows, row => Assert.InRange(row.Bound, -0.2, 0.03));
    }

    [Fact]
    public void The_bound_of_given_scores_is_that_of_the_equation()
    {
        using TensorScope scope = new();
        // ln 2 + mean(log softmax of the diagonal), by hand.
        double expected = Math.Log(2) - ((Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(1))) / 2);
        Assert.Equal(expected, InformationBound.Of(Tensor.From<double>([2, 0, 1, 0], 2, 2)).Item<double>(), 1e-12);
    }

    [Fact]
    public async Task An_encoder_is_measured_without_labels_beside_random_initialisation_and_again_the_same()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        InformationOptions options = new() { Sizes = [4, 16], Limit = 64, Threads = 1 };
        InformationParts parts = InformationParts.Open("shapes:count=80,test=64,size=16", options.Limit);
        string random = Convert.ToHexString(TorchRuntime.GetGeneratorState());
        InformationCard first = await Measure(), second = await Measure();
        Assert.Equal((64, 64), (first.Fitted, first.Measured));
        Assert.Equal(8, first.Results.Count);
        Assert.Equal(first.Results.Select(row => row.Bound), second.Results.Select(row => row.Bound));
        Assert.Equal(random, Convert.ToHexString(TorchRuntime.GetGeneratorState()));
        Assert.Contains("K = 32", (await InformationEvaluator.MeasureAsync(encoder, PairPlans.Usual((ImagePreprocessing)encoder.Preprocessing), parts, options with { Sizes = [4, 32] })).Notes.Single());

        Task<InformationCard> Measure() => InformationEvaluator.MeasureAsync(encoder, PairPlans.Usual((ImagePreprocessing)encoder.Preprocessing), parts, options);
    }

    [Fact]
    public void Views_of_a_run_that_studies_augmentations_are_those_of_the_study()
    {
        PretrainOptions recipe = new() { Views = new ViewOptions { Size = 16, StudyFirst = StudyTransform.Color } };
        PairPlans plans = PairPlans.Of(recipe, new ImagePreprocessing { Size = 16 });
        Assert.Equal(AugmentationStudy.Plans(16, recipe.Views).Select(plan => plan.ToString()), [plans.First.ToString(), plans.Second.ToString()]);
        Assert.NotEqual(plans.First.ToString(), plans.Second.ToString());
    }

    [Fact]
    public async Task Sizes_none_of_which_fits_are_refused_with_those_that_do()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => InformationEvaluator.MeasureAsync(
            encoder, PairPlans.Usual((ImagePreprocessing)encoder.Preprocessing), InformationParts.Open("shapes:count=80,test=64,size=16"), new InformationOptions { Sizes = [22, 64] }));
        Assert.Contains("2 to 21 are allowed", Assert.Single(wrong.Mistakes).Problem);
    }

    private static double Truth(int dimension, double correlation) => -dimension / 2.0 * Math.Log(1 - (correlation * correlation));

    private static ViewPairs Gaussian(int count, int dimension, double correlation, ulong seed)
    {
        Draws draws = new(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other);
        float[] first = new float[count * dimension], second = new float[count * dimension];
        for (int i = 0; i < first.Length; i++)
        {
            // Box and Muller's pair of independent normal numbers.
            double radius = Math.Sqrt(-2 * Math.Log(1 - draws.NextDouble())), angle = 2 * Math.PI * draws.NextDouble();
            (double a, double b) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
            first[i] = (float)a;
            second[i] = (float)((correlation * a) + (Math.Sqrt(1 - (correlation * correlation)) * b));
        }

        return new(first, second, dimension);
    }
}
