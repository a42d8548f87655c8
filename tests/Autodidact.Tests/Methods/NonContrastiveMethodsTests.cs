using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Statistics;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>Methods without negatives: what keeps each of them from collapsing shows, and so does its absence.</summary>
[Collection(EngineState.Name)]
public sealed class NonContrastiveMethodsTests
{
    private static readonly MethodContext s_context = new(Samples: 64, Batch: 8, Seed: 1, () => new TwoLayers(16));

    private static readonly VicRegOptions s_vicReg = new() { HiddenSize = 32, EmbeddingSize = 32 };

    private static readonly BarlowTwinsOptions s_barlowTwins = new() { HiddenSize = 32, EmbeddingSize = 32, RedundancyWeight = 0.1 };

    private static readonly LeJepaOptions s_leJepa = new() { HiddenSize = 32, EmbeddingSize = 8, NormalityShare = 0.1 };

    /// <summary>A method as it is, without its guard, and the figure that tells: well above without (variance ends at 1).</summary>
    public static TheoryData<ImageMethodOptions, ImageMethodOptions, string> Guards => new()
    {
        { s_vicReg, s_vicReg with { VarianceWeight = 0 }, "variance" },
        { s_vicReg, s_vicReg with { CovarianceWeight = 0 }, "covariance" },
        { s_barlowTwins, s_barlowTwins with { RedundancyWeight = 0 }, "redundancy" },
        { s_leJepa, s_leJepa with { NormalityShare = 0 }, "normality" },
    };

    [Theory]
    [MemberData(nameof(Guards))]
    public void Without_its_guard_a_term_grows(ImageMethodOptions guarded, ImageMethodOptions bare, string figure)
    {
        double kept = Last(guarded, figure), lost = Last(bare, figure);
        Assert.True(lost > 1.4 * kept, $"{figure} is {kept:0.0000} with the guard and {lost:0.0000} without");
    }

    [Fact]
    public void Without_stop_gradient_SimSiams_loss_falls_for_nothing()
    {
        SimSiamOptions options = new() { HiddenSize = 32, EmbeddingSize = 32, PredictorSize = 8 };
        double kept = Last(options, "loss"), lost = Last(options with { StopGradient = false }, "loss");
        Assert.True(lost < kept - 0.1, $"the loss is {kept:0.0000} with a stop gradient and {lost:0.0000} without");
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(0.5, 0.5, 0.5)]
    public void Byols_target_keeps_as_much_of_itself_as_the_momentum_says(double first, double final, double share)
    {
        using TensorScope scope = new();
        using Byol method = new(new ByolOptions { Momentum = first, FinalMomentum = final, HiddenSize = 8, EmbeddingSize = 4 }, new TwoLayers(16), s_context);
        method.Now = new TrainingMoment(3, 10, 5);
        using (NoGradient guard = new())
            foreach (Tensor parameter in method.Parameters().Where(parameter => parameter.RequiresGradient)) parameter.AddInPlace(1);
        double[] online = Values(method, "online."), before = Values(method, "target.");
        method.AfterStep();
        Assert.Equal(before.Zip(online, (old, now) => (share * old) + ((1 - share) * now)), Values(method, "target."), (a, b) => Math.Abs(a - b) < 1e-6);
        method.Start();
        Assert.Equal(online, Values(method, "target."));
    }

    [Fact]
    public void Only_SimSiams_predictor_keeps_its_learning_rate()
    {
        using TensorScope scope = new();
        using SimSiam method = new(new SimSiamOptions { HiddenSize = 8, EmbeddingSize = 8, PredictorSize = 4 }, new TwoLayers(16));
        Assert.Equal(
            method.NamedParameters().Select(parameter => parameter.Name).Where(name => name.StartsWith("predictor.", StringComparison.Ordinal)),
            method.NamedParameters().Select(parameter => parameter.Name).Where(name => !method.FollowsSchedule(name)));
    }

    [Theory]
    [InlineData(32, 0, 0)]
    [InlineData(96, 1, 0.1)]
    public void Views_of_small_pictures_are_not_blurred_and_only_the_second_is_solarized(int size, double first, double second)
    {
        string[] plans = [.. new ByolOptions().Plans(size, new ViewOptions()).Select(plan => plan.ToString())];
        Assert.Equal(2, plans.Length);
        Assert.Equal([first > 0, second > 0], plans.Select(plan => plan.Contains("blur", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal([false, true], plans.Select(plan => plan.Contains("solarize", StringComparison.OrdinalIgnoreCase)));
        if (first > 0) Assert.NotEqual(Line(plans[0], "blur"), Line(plans[1], "blur"));
        Assert.All(new VicRegOptions().Plans(size, new ViewOptions { BlurProbability = 0.5 }), plan => Assert.Contains("0.5", Line(plan.ToString(), "blur"), StringComparison.Ordinal));
    }

    [Fact]
    public void Lejepas_small_views_are_half_as_wide_and_show_small_parts()
    {
        LeJepaOptions options = new() { LargeViews = 2, SmallViews = 3 };
        Assert.Equal([32, 32, 16, 16, 16], options.Plans(32, new ViewOptions()).Select(plan => plan.Size));
        string[] plans = [.. options.Plans(32, new ViewOptions()).Select(plan => Line(plan.ToString(), "crop"))];
        Assert.Contains("area 0.3..1", plans[0], StringComparison.Ordinal);
        Assert.Contains("area 0.08..0.3", plans[4], StringComparison.Ordinal);
        Assert.Contains("at least 2 views", OptionsChecker.Mistakes(new LeJepaOptions { LargeViews = 1 }).Single().ToString(), StringComparison.Ordinal);
        Assert.Contains("at most 4096 with", OptionsChecker.Mistakes(new LeJepaOptions { Directions = 4097, EmbeddingSize = 4096 }).Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(OptionsChecker.Mistakes(new LeJepaOptions { Directions = 4096, EmbeddingSize = 4096 }));
    }

    private static string Line(string plan, string word) => plan.Split('\n').First(line => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static double[] Values(Byol method, string part) =>
        [.. method.NamedParameters().Where(parameter => parameter.Name.StartsWith(part, StringComparison.Ordinal)).SelectMany(parameter => parameter.Tensor.ToArray<double>())];

    // A figure after forty steps of a network so small that they take no time.
    private static double Last(ImageMethodOptions options, string figure)
    {
        const int size = 16, batch = 32, epochs = 5;
        using TensorScope scope = new();
        TorchRuntime.Seed(1);
        using EmbeddingMethod method = (EmbeddingMethod)options.Create(new TwoLayers(size), s_context);
        using ViewLoader loader = new(
            new ShapesSource(new ShapesOptions { Count = 8 * batch, Size = size }, Split.Train), options.Plans(size, new ViewOptions()), new LoaderOptions { Batch = batch, Threads = 1 });
        double value = double.NaN;
        for (int step = 0; step < epochs * 8;)
        {
            foreach (ImageViews views in loader.Epoch(step / 8))
            {
                using TensorScope inner = new();
                using ImageViews lent = views;
                method.Now = new TrainingMoment(step++, epochs * 8, 8);
                StepResult result = method.Step(lent);
                result.Loss.Backward();
                value = figure == "loss" ? result.Loss.Item<double>() : result.Report.Single(measure => measure.Name == figure).Value.Item<double>();
                using NoGradient guard = new();
                foreach (Tensor parameter in method.Parameters())
                {
                    parameter.AddInPlace(parameter.Gradient!, alpha: -0.05);
                    parameter.Gradient = null;
                }
            }
        }
        return value;
    }
}
