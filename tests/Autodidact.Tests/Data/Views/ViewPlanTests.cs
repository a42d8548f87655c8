using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Tests.Data.Loading;
using Xunit;

namespace Autodidact.Tests.Data.Views;

public sealed class ViewPlanTests
{
    private static readonly ViewOptions s_everything = new()
    {
        BlurProbability = 1, SolarizeProbability = 1, JitterProbability = 1, GrayscaleProbability = 0.5, RotationProbability = 0.7, SobelProbability = 0.3, NoiseProbability = 0.7, CutoutProbability = 0.7,
    };

    [Fact]
    public void A_plan_says_all_that_it_does()
    {
        string[] lines = ViewPlan.SimClr(32, new ViewOptions { SolarizeProbability = 0.2, BlurProbability = 0.5 }).ToString().Split('\n');
        Assert.Equal(
        [
            "random resized crop: 32 x 32, area 0.08..1, ratio 0.75..1.333, bilinear with antialiasing",
            "horizontal flip: probability 0.5",
            "colour jitter: probability 0.8; brightness 0.6..1.4, contrast 0.6..1.4, saturation 0.6..1.4, hue -0.1..0.1; random order",
            "grayscale: probability 0.2",
            "Gaussian blur: probability 0.5, kernel 3 x 3, sigma 0.1..2",
            "solarize: probability 0.2, from 0.502",
            "normalise: mean 0.485, 0.456, 0.406; std 0.229, 0.224, 0.225",
        ], lines);
    }

    [Theory]
    [InlineData(32, false)]
    [InlineData(64, true)]
    public void Small_views_are_not_blurred_unless_asked(int size, bool blurred) =>
        Assert.Equal(blurred, ViewPlan.SimClr(size).ToString().Contains("blur", StringComparison.Ordinal));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(1, 3)]
    [InlineData(500, 3)]
    [InlineData(17, 1)]
    public void Pictures_of_every_shape_give_finite_views(int width, int channels)
    {
        ViewPlan plan = ViewPlan.SimClr(16, s_everything);
        FakeImages source = new(20, width, 7, channels);
        ViewScratch scratch = new();
        float[] view = new float[plan.Length];
        for (int i = 0; i < source.Count; i++)
        {
            plan.Render(source.Read(i), new DrawKey(0, 0, i, 0), view, scratch);
            Assert.All(view, value => Assert.InRange(value, -2.2f, 2.7f));
            ViewPlan.Evaluation(16).Render(source.Read(i), default, view, scratch);
            Assert.All(view, value => Assert.InRange(value, -2.2f, 2.7f));
        }
    }

    [Fact]
    public void What_a_scratch_was_used_for_before_does_not_show()
    {
        ViewPlan plan = ViewPlan.SimClr(13, s_everything);
        ViewScratch used = new();
        ViewPlan.SimClr(40, s_everything).Render(new FakeImages(1, 90, 70).Read(0), default, new float[3 * 40 * 40], used);
        FakeImages source = new(30);
        float[] first = new float[plan.Length], second = new float[plan.Length];
        for (int i = 0; i < source.Count; i++)
        {
            plan.Render(source.Read(i), new DrawKey(0, 0, i, 0), first, used);
            plan.Render(source.Read(i), new DrawKey(0, 0, i, 0), second, new ViewScratch());
            Assert.Equal(second, first);
        }
    }

    [Fact]
    public void Rendering_allocates_nothing()
    {
        ViewPlan plan = ViewPlan.SimClr(32, s_everything);
        Image image = new FakeImages(1, 40, 36).Read(0);
        ViewScratch scratch = new();
        float[] view = new float[plan.Length];
        for (int i = 0; i < 50; i++) plan.Render(image, new DrawKey(0, 0, i, 0), view, scratch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++) plan.Render(image, new DrawKey(0, 0, i, 0), view, scratch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Turning_a_step_off_leaves_the_others_draws()
    {
        ViewOptions none = new() { JitterProbability = 0, GrayscaleProbability = 0, FlipProbability = 1 };
        Image image = new FakeImages(1).Read(0);
        DrawKey key = new(9, 0, 0, 0);
        float[] plain = Render(ViewPlan.SimClr(8, none), image, key);
        float[] solarized = Render(ViewPlan.SimClr(8, none with { SolarizeProbability = 1e-12 }), image, key);
        float[] mirrored = Render(ViewPlan.SimClr(8, none with { FlipProbability = 0 }), image, key);
        Assert.Equal(plain, solarized);
        for (int pixel = 0; pixel < 64; pixel++)
            Assert.Equal(plain[3 * pixel], mirrored[3 * ((pixel / 8 * 8) + 7 - (pixel % 8))]);
    }

    [Fact]
    public void A_grey_picture_gives_the_same_view_as_its_rgb_copy()
    {
        Image grey = new FakeImages(1, 20, 20, channels: 1).Read(0);
        ViewPlan plan = ViewPlan.SimClr(16);
        for (int i = 0; i < 20; i++) Assert.Equal(Render(plan, grey.ToRgb(), new DrawKey(0, 0, i, 0)), Render(plan, grey, new DrawKey(0, 0, i, 0)));
    }

    [Fact]
    public void Evaluation_of_a_picture_of_the_right_size_only_normalises()
    {
        Image image = new FakeImages(1, 32, 32).Read(0);
        float[] view = Render(ViewPlan.Evaluation(32, new Normalization([0, 0, 0], [1, 1, 1])), image, default);
        Assert.Equal([.. image.Pixels.ToArray().Select(value => value / 255f)], view, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Evaluation_of_a_photograph_is_resize_then_centre_crop()
    {
        Image image = new FakeImages(1, 300, 211).Read(0);
        float[] view = Render(ViewPlan.Evaluation(112, new Normalization([0, 0, 0], [1, 1, 1])), image, default);
        ViewScratch scratch = new();
        Resampler.ResizedCrop(image, Region.Of(image), 128, 181, scratch); // 112 * 8 / 7; 128 * 300 / 211.98
        int top = 8, left = 34;
        for (int y = 0; y < 112; y += 37)
        {
            for (int x = 0; x < 112; x += 29) Assert.Equal(scratch.Planes.Green[((y + top) * 181) + x + left], view[(3 * ((y * 112) + x)) + 1], 5);
        }
    }

    [Fact]
    public void Options_name_what_does_not_fit()
    {
        ViewOptions wrong = new() { MinScale = 0.5, MaxScale = 0.2, Mean = [0.5] };
        Assert.Equal(["views.min_scale", "views.mean"], OptionsChecker.Mistakes(wrong, "views.").Select(mistake => mistake.Field));
        Assert.Equal(["std", "hue"], OptionsChecker.Mistakes(new ViewOptions { Std = [0.2, 0, 0.2], Hue = 0.7 }).Select(mistake => mistake.Field).OrderDescending());
    }

    [Fact]
    public void Small_pictures_keep_their_size()
    {
        Assert.Equal(28, new ViewOptions().SizeFor(new FakeImages(1, 28, 30).Read(0)));
        Assert.Equal(224, new ViewOptions().SizeFor(new FakeImages(1, 400, 300).Read(0)));
        Assert.Equal(64, new ViewOptions { Size = 64 }.SizeFor(new FakeImages(1, 400, 300).Read(0)));
    }

    [Fact]
    public void The_sheet_shows_a_row_for_each_readable_sample()
    {
        ViewPlan plan = ViewPlan.SimClr(32);
        Image sheet = ViewSheet.Render(new FakeImages(10, 32, 32) { IsBroken = index => index == 1 }, [plan, plan], samples: 4);
        Assert.Equal((3 * 66) + 2, sheet.Width);
        Assert.Equal((4 * 66) + 2, sheet.Height);
        // The first tile is the first picture, every pixel doubled.
        Image first = new FakeImages(1, 32, 32).Read(0);
        Assert.Equal(first.Pixels[3], sheet.Pixels[3 * ((2 * sheet.Width) + 4)]);
    }

    [Fact]
    public void Smaller_views_are_shown_to_the_same_scale()
    {
        ViewPlan large = ViewPlan.Evaluation(32), small = ViewPlan.Evaluation(8);
        Image sheet = ViewSheet.Render(new FakeImages(2, 32, 32), [large, small, small], samples: 2);
        Assert.Equal((4 * 66) + 2, sheet.Width);
        Assert.True(IsPainted(3, 15, 15) && IsPainted(2, 0, 0));
        Assert.False(IsPainted(3, 16, 0) || IsPainted(3, 0, 16));

        bool IsPainted(int column, int x, int y) => sheet.Pixels.Slice(3 * (((2 + 66 + y) * sheet.Width) + 2 + (column * 66) + x), 3).IndexOfAnyExcept(byte.MaxValue) >= 0;
    }

    [Fact]
    public void Speed_is_measured_over_broken_samples_too() =>
        Assert.True(ViewSpeed.Measure(new FakeImages(10) { IsBroken = index => index == 1 }, [ViewPlan.SimClr(8), ViewPlan.SimClr(16), ViewPlan.SimClr(4)], TimeSpan.FromMilliseconds(50)) > 0);

    private static float[] Render(ViewPlan plan, Image image, DrawKey key)
    {
        float[] view = new float[plan.Length];
        plan.Render(image, key, view, new ViewScratch());
        return view;
    }
}
