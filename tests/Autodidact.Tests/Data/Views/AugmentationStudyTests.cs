using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Methods;
using Autodidact.Methods.Distillation;
using Autodidact.Tests.Data.Loading;
using Xunit;

namespace Autodidact.Tests.Data.Views;

public sealed class AugmentationStudyTests
{
    private static readonly Image s_picture = new FakeImages(1, 16, 16).Read(0);

    [Theory]
    [InlineData(StudyTransform.Crop, 1)]
    [InlineData(StudyTransform.Cutout, 1)]
    [InlineData(StudyTransform.Color, 2)]
    [InlineData(StudyTransform.Sobel, 1)]
    [InlineData(StudyTransform.Noise, 1)]
    [InlineData(StudyTransform.Blur, 1)]
    [InlineData(StudyTransform.Rotate, 1)]
    public void One_transformation_changes_one_view_and_leaves_the_other_alone(StudyTransform transform, int lines)
    {
        ViewOptions options = new() { StudyFirst = transform };
        IReadOnlyList<ViewPlan> plans = new SimClrOptions().PlansFor(16, options), twice = AugmentationStudy.Plans(16, options with { StudySecond = transform });
        string plain = ViewPlan.Evaluation(16).ToString();
        Assert.Equal(plain, plans[0].ToString());
        Assert.Equal(plans[1].ToString(), twice[1].ToString());
        string[] steps = [.. plans[1].ToString().Split('\n').Except(plain.Split('\n'))];
        Assert.Equal(lines, steps.Length);

        float[] same = Render(plans[0], 0);
        int changed = Enumerable.Range(0, 100).Count(sample => !Render(plans[1], sample).SequenceEqual(same));
        Assert.Equal(same, Render(plans[0], 99));
        // Colours are left alone with a probability of 0.2 * 0.8; the narrowest blurs do not reach a neighbour.
        Assert.InRange(changed, transform switch { StudyTransform.Color => 70, StudyTransform.Blur => 90, _ => 100 }, transform == StudyTransform.Color ? 96 : 100);
    }

    [Fact]
    public void Two_transformations_act_one_after_the_other()
    {
        ViewOptions options = new() { StudyFirst = StudyTransform.Crop, StudySecond = StudyTransform.Cutout };
        ViewPlan plan = AugmentationStudy.Plans(16, options)[1], reversed = AugmentationStudy.Plans(16, options with { StudyFirst = StudyTransform.Cutout, StudySecond = StudyTransform.Crop })[1];
        string[] lines = plan.ToString().Split('\n');
        Assert.StartsWith("random resized crop", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("cutout", lines[2], StringComparison.Ordinal);
        Assert.Equal(lines[1], reversed.ToString().Split('\n')[2]);
        Assert.NotEqual(Render(plan, 0), Render(reversed, 0));
        // Of both orders each can be had without what comes second.
        Assert.NotEqual(Render(plan, 0), Render(AugmentationStudy.Plans(16, new ViewOptions { StudyFirst = StudyTransform.Crop })[1], 0));
    }

    [Fact]
    public void Strengths_are_those_of_the_views()
    {
        string Steps(StudyTransform transform) => AugmentationStudy.Plans(16, new ViewOptions
        {
            StudyFirst = transform, MinScale = 0.3, FlipProbability = 0, NoiseDeviation = 0.2, CutoutSide = 0.25, BlurProbability = 0.1, JitterProbability = 0.6, GrayscaleProbability = 0, Mean = [0.5, 0.5, 0.5],
        })[1].ToString();
        Assert.Contains("area 0.3..1", Steps(StudyTransform.Crop), StringComparison.Ordinal);
        Assert.Contains("mirrored with probability 0", Steps(StudyTransform.Crop), StringComparison.Ordinal);
        Assert.Contains("deviation 0.2", Steps(StudyTransform.Noise), StringComparison.Ordinal);
        Assert.Contains("square of 0.25", Steps(StudyTransform.Cutout), StringComparison.Ordinal);
        Assert.Contains("blur: probability 1,", Steps(StudyTransform.Blur), StringComparison.Ordinal);
        Assert.Contains("jitter: probability 0.6", Steps(StudyTransform.Color), StringComparison.Ordinal);
        Assert.DoesNotContain("grayscale", Steps(StudyTransform.Color), StringComparison.Ordinal);
        Assert.Contains("mean 0.5, 0.5, 0.5", Steps(StudyTransform.Rotate), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_name_the_transformations()
    {
        Setting said = new();
        RecipeReader.Read("study_first: crop\nstudy_second: rotate\n", "a recipe", said);
        ViewOptions read = OptionsBinder.Bind<ViewOptions>(said);
        Assert.Equal((StudyTransform.Crop, StudyTransform.Rotate), (read.StudyFirst, read.StudySecond));
        Assert.Equal(["study_second"], OptionsChecker.Mistakes(new ViewOptions { StudySecond = StudyTransform.Blur }).Select(mistake => mistake.Field));
        Setting wrong = new();
        RecipeReader.Read("study_first: croop\n", "a recipe", wrong);
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => OptionsBinder.Bind<ViewOptions>(wrong));
        Assert.Contains("crop, cutout, color, sobel, noise, blur, rotate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_of_other_views_than_two_refuses_a_study()
    {
        ViewPlan[] own = [ViewPlan.SimClr(32), ViewPlan.SimClr(16)];
        Assert.Same(own, AugmentationStudy.InsteadOf(own, new ViewOptions(), "multi-crop"));
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => AugmentationStudy.InsteadOf(own, new ViewOptions { StudyFirst = StudyTransform.Crop }, "multi-crop"));
        Assert.Contains("views.study_first = crop", refused.Message, StringComparison.Ordinal);
        Assert.Contains("multi-crop has 32 x 32, 16 x 16", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_that_differ_are_plans_of_their_own()
    {
        // The large views of DINO, which are those of BYOL (Grill et al. 2020, table 6), and a small one.
        string[] plans = [.. new DinoOptions { LocalViews = 1, LocalSize = 16, LocalScale = 0.14 }.Plans(64, new ViewOptions { MinScale = 0.05 }).Select(plan => plan.ToString())];
        Assert.Contains("blur: probability 1,", plans[0], StringComparison.Ordinal);
        Assert.DoesNotContain("solarize", plans[0], StringComparison.Ordinal);
        Assert.Contains("blur: probability 0.1,", plans[1], StringComparison.Ordinal);
        Assert.Contains("solarize: probability 0.2", plans[1], StringComparison.Ordinal);
        Assert.Contains("16 x 16, area 0.05..0.14", plans[2], StringComparison.Ordinal);
    }

    private static float[] Render(ViewPlan plan, int sample)
    {
        float[] view = new float[plan.Length];
        plan.Render(s_picture, new DrawKey(0, 0, sample, 1), view, new ViewScratch());
        return view;
    }
}
