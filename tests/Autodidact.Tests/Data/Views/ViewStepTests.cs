using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Data.Views.Steps;
using Autodidact.Tests.Data.Loading;
using Xunit;

namespace Autodidact.Tests.Data.Views;

public sealed class ViewStepTests
{
    private const int Size = 12;
    private static readonly Image s_picture = new FakeImages(1, Size, Size).Read(0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(-1)]
    public void A_turned_view_is_that_of_the_turned_picture(int quarters)
    {
        Planes planes = Load(s_picture);
        PlaneGeometry.Rotate(planes, quarters, new ViewScratch());
        Assert.Equal(ImageGeometry.Rotate(s_picture, quarters).Pixels.ToArray(), planes.ToImage().Pixels.ToArray());
    }

    [Fact]
    public void Rotation_is_by_each_angle_as_often()
    {
        RandomRotation step = new(0.75);
        ViewScratch scratch = new();
        byte[][] turned = [.. Enumerable.Range(0, 4).Select(quarters => ImageGeometry.Rotate(s_picture, quarters).Pixels.ToArray())];
        int[] counts = new int[4];
        for (int sample = 0; sample < 4000; sample++)
        {
            Planes planes = Load(s_picture);
            step.Apply(planes, new DrawKey(0, 0, sample, 1), scratch);
            byte[] pixels = planes.ToImage().Pixels.ToArray();
            counts[Array.FindIndex(turned, other => other.SequenceEqual(pixels))]++;
        }

        // A quarter each; the standard error is 27.
        Assert.All(counts, count => Assert.InRange(count, 890, 1110));
        Assert.Throws<ArgumentException>(() => PlaneGeometry.Rotate(Load(new FakeImages(1, 4, 5).Read(0)), 1, scratch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crop_of_a_view_is_that_of_the_picture(bool mirror)
    {
        ViewScratch scratch = new();
        foreach (Region crop in (Region[])[new(0, 0, Size, Size), new(2, 3, 5, 7), new(11, 0, 1, 1), new(0, 4, 12, 3)])
        {
            Planes planes = Load(s_picture);
            PlaneGeometry.ResizedCrop(planes, crop, scratch, mirror);
            Resampler.ResizedCrop(s_picture, crop, Size, Size, scratch, mirror: mirror);
            for (int channel = 0; channel < 3; channel++)
                Assert.Equal(scratch.Planes.Plane(channel).ToArray(), planes.Plane(channel).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void A_crop_as_a_step_draws_what_it_draws_as_the_first_step()
    {
        Normalization none = new([0, 0, 0], [1, 1, 1]);
        RandomResizedCrop crop = new(Size, 0.2, 0.8);
        ViewPlan framing = new(crop, 0.5, [], none), step = new(new CentreFrame(Size, Size), 0, [new RandomCrop(crop, 0.5)], none);
        for (int sample = 0; sample < 20; sample++)
            Assert.Equal(Render(framing, sample), Render(step, sample), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void The_Sobel_filter_is_the_length_of_the_gradient()
    {
        Image picture = new FakeImages(1, 7, 5).Read(0);
        Planes planes = Load(picture), before = Load(picture);
        Sobel.Apply(planes, new ViewScratch());
        double[,] kernel = { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } };
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < 5; y++)
            {
                for (int x = 0; x < 7; x++)
                {
                    double across = 0, down = 0;
                    for (int i = -1; i <= 1; i++)
                    {
                        for (int j = -1; j <= 1; j++)
                        {
                            double value = before.Plane(channel)[(Mirror(y + i, 5) * 7) + Mirror(x + j, 7)];
                            across += kernel[i + 1, j + 1] * value;
                            down += kernel[j + 1, i + 1] * value;
                        }
                    }

                    Assert.Equal(Math.Min(1, Math.Sqrt((across * across) + (down * down)) / 4), planes.Plane(channel)[(y * 7) + x], 1e-6);
                }
            }
        }

        static int Mirror(int at, int count) => at < 0 ? -at : at >= count ? (2 * count) - 2 - at : at;
    }

    [Fact]
    public void An_even_picture_has_no_edges_and_a_full_step_is_one()
    {
        byte[] pixels = new byte[3 * Size * Size];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = i / 3 % Size < 6 ? byte.MinValue : byte.MaxValue;
        Planes planes = Load(new Image(Size, Size, 3, pixels));
        Sobel.Apply(planes, new ViewScratch());
        for (int x = 0; x < Size; x++) Assert.Equal(x is 5 or 6 ? 1f : 0f, planes.Green[(3 * Size) + x]);
    }

    [Fact]
    public void Noise_is_normal_and_every_value_has_its_own()
    {
        const int Side = 101;     // odd: the last value of a plane has no partner
        RandomNoise step = new(1, 0.1);
        List<double> noise = [];
        for (int sample = 0; sample < 3; sample++)
        {
            Planes planes = new();
            planes.Reshape(Side, Side);
            for (int channel = 0; channel < 3; channel++) planes.Plane(channel).Fill(0.5f);
            step.Apply(planes, new DrawKey(1, 2, sample, 0), new ViewScratch());
            for (int channel = 0; channel < 3; channel++) noise.AddRange(planes.Plane(channel).ToArray().Select(value => (value - 0.5) / 0.1));
        }

        Assert.True(noise.Distinct().Count() > 0.99 * noise.Count);
        double n = noise.Count, mean = noise.Average(), variance = noise.Sum(value => (value - mean) * (value - mean)) / n;
        Assert.InRange(mean, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(variance, 1 - (4 * Math.Sqrt(2 / n)), 1 + (4 * Math.Sqrt(2 / n)));
        // Shares below the quantiles of a normal distribution.
        foreach ((double quantile, double share) in ((double, double)[])[(-2.326348, 0.01), (-1, 0.158655), (0, 0.5), (0.674490, 0.75), (2.326348, 0.99)])
            Assert.InRange(noise.Count(value => value <= quantile) / n, share - (4 * Math.Sqrt(share * (1 - share) / n)), share + (4 * Math.Sqrt(share * (1 - share) / n)));
        // Neighbours come from one pair of uniform numbers and must not know of each other.
        double product = noise.Zip(noise.Skip(1), (a, b) => a * b).Average();
        Assert.InRange(product, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
    }

    [Fact]
    public void A_cutout_covers_a_square_with_the_mean_and_nothing_else()
    {
        RandomCutout step = new(1, 0.5, Normalization.ImageNet);
        int whole = 0;
        HashSet<(int, int)> covered = [];
        for (int sample = 0; sample < 500; sample++)
        {
            DrawKey key = new(5, 0, sample, 0);
            Planes planes = Load(s_picture), before = Load(s_picture);
            step.Apply(planes, key, new ViewScratch());
            Draws draws = new(key, DrawPurpose.Cutout);
            Assert.True(draws.Chance(1));
            Region square = step.Draw(Size, Size, ref draws);
            Assert.InRange(square.Height, 3, 6);
            Assert.InRange(square.Width, 3, 6);
            if (square is { Height: 6, Width: 6 }) whole++;
            for (int y = 0; y < Size; y++)
            {
                for (int x = 0; x < Size; x++)
                {
                    bool isCovered = y >= square.Top && y < square.Top + square.Height && x >= square.Left && x < square.Left + square.Width;
                    if (isCovered) covered.Add((y, x));
                    for (int channel = 0; channel < 3; channel++)
                        Assert.Equal(isCovered ? (float)Normalization.ImageNet.Mean[channel] : before.Plane(channel)[(y * Size) + x], planes.Plane(channel)[(y * Size) + x]);
                }
            }
        }

        // The centre is uniform over 12 x 12 places, of which 7 x 7 leave the square whole: 170 of 500, the standard error is 11.
        Assert.InRange(whole, 126, 214);
        Assert.Equal(Size * Size, covered.Count);
    }

    [Theory]
    [InlineData("rotation")]
    [InlineData("sobel")]
    [InlineData("noise")]
    [InlineData("cutout")]
    public void A_new_step_acts_as_often_as_it_is_asked_to_and_moves_no_draw_of_others(string name)
    {
        ViewOptions all = new() { BlurProbability = 0.5, SolarizeProbability = 0.3 };
        ViewOptions more = name switch
        {
            "rotation" => all with { RotationProbability = 0.3 },
            "sobel" => all with { SobelProbability = 0.3 },
            "noise" => all with { NoiseProbability = 0.3 },
            _ => all with { CutoutProbability = 0.3 },
        };
        ViewPlan without = ViewPlan.SimClr(Size, all), with = ViewPlan.SimClr(Size, more);
        Assert.Equal(without.ToString().Split('\n').Length + 1, with.ToString().Split('\n').Length);
        // Where it does not act the view is the same to the bit.
        int changed = Enumerable.Range(0, 1000).Count(sample => !Render(without, sample).SequenceEqual(Render(with, sample)));
        Assert.InRange(changed, 240, 360);
    }

    [Fact]
    public void All_steps_at_once_print_themselves_in_the_order_in_which_they_act()
    {
        ViewOptions all = new()
        {
            BlurProbability = 0.5, SolarizeProbability = 0.2, RotationProbability = 0.1, SobelProbability = 0.2, NoiseProbability = 0.3, NoiseDeviation = 0.05, CutoutProbability = 0.4,
            CutoutSide = 0.25,
        };
        Assert.Equal(["rotation", "colour jitter", "grayscale", "Gaussian blur", "solarize", "Sobel filter", "Gaussian noise", "cutout"], Steps(all, line => line.Split(':')[0]));
        string[] lines = Steps(all, line => line);
        Assert.Equal("rotation: probability 0.1, by 90, 180 or 270 degrees", lines[0]);
        Assert.Equal(
            ["Sobel filter: probability 0.2", "Gaussian noise: probability 0.3, deviation 0.05", "cutout: probability 0.4, a square of 0.25 of the view's side, filled with the mean"], lines[5..]);

        static string[] Steps(ViewOptions options, Func<string, string> part) => [.. ViewPlan.SimClr(Size, options).ToString().Split('\n')[2..^1].Select(part)];
    }

    private static float[] Render(ViewPlan plan, int sample)
    {
        float[] view = new float[plan.Length];
        plan.Render(s_picture, new DrawKey(3, 1, sample, 1), view, new ViewScratch());
        return view;
    }

    private static Planes Load(Image image)
    {
        Planes planes = new();
        planes.Load(image);
        return planes;
    }
}
