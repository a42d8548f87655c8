using Autodidact.Data;
using Autodidact.Data.Corruptions;
using Autodidact.Data.Shapes;
using Autodidact.Data.Views;
using Xunit;

namespace Autodidact.Tests.Data.Corruptions;

public sealed class CorruptionTests
{
    // Their published strengths do not rise from severity to severity: saturation falls before it rises, water turns to mud, stretching trades reach for smoothness;
    // snow and frost darken what they leave of the picture while they lighten it by more; smaller parts lie no further off.
    private static readonly string[] s_notRising = ["saturate", "spatter", "elastic", "snow", "frost", "glass_blur", "patch_shuffle"];

    private static readonly DrawKey s_key = new(5, 0, 3, 0);

    public static TheoryData<string> Names => new(Corruption.All.Select(corruption => corruption.Name));

    [Fact]
    public void There_are_the_fifteen_of_the_paper_its_four_others_and_changes_of_place()
    {
        Assert.Equal(15, Corruption.All.Count(corruption => !corruption.IsExtra));
        Assert.Equal([4, 5, 5, 5, 3], Corruption.All.GroupBy(corruption => corruption.Family).Select(family => family.Count()));
        Assert.Equal(Corruption.All.Count, Corruption.All.Select(corruption => corruption.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_keys_give_equal_pictures_of_the_same_size_and_others_do_not(string name)
    {
        Corruption corruption = Named(name);
        foreach (Image image in new[] { Shape(32), Shape(130), Grey(Shape(28)), Wide(Shape(40)), new Image(1, 1, 3, new byte[] { 10, 200, 90 }), new Image(9, 2, 1, new byte[18]) })
        {
            for (int severity = 1; severity <= Corruption.Severities; severity++)
            {
                Image corrupted = corruption.Apply(image, severity, s_key);
                Assert.Equal((image.Width, image.Height, image.Channels), (corrupted.Width, corrupted.Height, corrupted.Channels));
                Assert.Equal(corrupted.Pixels, corruption.Apply(image, severity, s_key with { View = 7 }).Pixels);
            }
        }

        bool isRandom = name is not ("defocus_blur" or "zoom_blur" or "gaussian_blur" or "brightness" or "contrast" or "pixelate" or "jpeg" or "saturate");
        Assert.Equal(!isRandom, Enumerable.Range(4, 8).All(sample => corruption.Apply(Shape(32), 3, s_key).Pixels.SequenceEqual(corruption.Apply(Shape(32), 3, s_key with { Sample = sample }).Pixels)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_severity_is_further_from_the_picture(string name)
    {
        Corruption corruption = Named(name);
        double[] distances = [.. Enumerable.Range(1, Corruption.Severities).Select(severity => Mean(64, severity))];
        Assert.All(distances, distance => Assert.True(distance > 0.3, $"{distance}"));
        if (name != "elastic") Assert.True(distances[4] > distances[0], string.Join(", ", distances));
        if (!s_notRising.Contains(name)) Assert.Equal(distances.Order(), distances);

        double Mean(int size, int severity) => Enumerable.Range(0, 6).Average(index =>
        {
            Image image = Shape(size, index), corrupted = corruption.Apply(image, severity, new DrawKey(0, 0, index, 0));
            return Enumerable.Range(0, image.Pixels.Length).Average(i => Math.Abs(image.Pixels[i] - corrupted.Pixels[i]));
        });
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(3)]
    [InlineData(9.9)]
    [InlineData(10.1)]
    [InlineData(60)]
    [InlineData(500)]
    public void Counts_have_mean_and_variance_of_the_Poisson_distribution(double mean)
    {
        Draws draws = new(s_key, DrawPurpose.Other);
        const int count = 40_000;
        double sum = 0, squares = 0;
        for (int i = 0; i < count; i++)
        {
            double value = RandomValues.Poisson(ref draws, mean);
            (sum, squares) = (sum + value, squares + ((value - mean) * (value - mean)));
        }

        // Five standard deviations of both.
        Assert.InRange(sum / count, mean - (5 * Math.Sqrt(mean / count)), mean + (5 * Math.Sqrt(mean / count)));
        double spread = Math.Sqrt((mean + (2 * mean * mean)) / count);
        Assert.InRange(squares / count, mean - (5 * spread), mean + (5 * spread));
    }

    [Fact]
    public void Noise_has_the_published_deviations()
    {
        Image grey = new(64, 64, 3, Enumerable.Repeat((byte)128, 64 * 64 * 3).ToArray());
        double[] published = [0.04, 0.06, 0.08, 0.09, 0.1];
        for (int severity = 1; severity <= 5; severity++)
        {
            Assert.Equal(published[severity - 1], Deviation(Named("gaussian_noise").Apply(grey, severity, s_key)), 0.004);
            Assert.Equal(Math.Sqrt(128 / 255.0 / new[] { 500, 250, 100, 75, 50 }[severity - 1]), Deviation(Named("shot_noise").Apply(grey, severity, s_key)), 0.004);
        }

        Image struck = Named("impulse_noise").Apply(grey, 5, s_key);
        Assert.Equal(0.07, struck.Pixels.ToArray().Count(value => value is 0 or 255) / (64.0 * 64 * 3), 0.01);

        double Deviation(Image image) => Math.Sqrt(image.Pixels.ToArray().Average(value => Math.Pow((value - 128) / 255.0, 2)));
    }

    [Fact]
    public void Occlusion_hides_the_share_it_says_and_shuffling_only_moves()
    {
        Image white = new(32, 32, 1, Enumerable.Repeat(byte.MaxValue, 32 * 32).ToArray()), shape = Shape(48);
        Assert.Equal(45 / 64.0, Named("occlusion").Apply(white, 5, s_key).Pixels.ToArray().Count(value => value == 128) / 1024.0);
        Assert.Equal(shape.Pixels.ToArray().Order(), Named("patch_shuffle").Apply(shape, 5, s_key).Pixels.ToArray().Order());
    }

    [Fact]
    public void A_colour_without_hue_gets_none_and_brightness_keeps_the_hue()
    {
        Image pixel = new(1, 1, 3, new byte[] { 40, 80, 20 }), grey = new(1, 1, 3, new byte[] { 90, 90, 90 });
        Assert.Equal([90, 90, 90], Named("saturate").Apply(grey, 5, s_key).Pixels.ToArray().Select(value => (int)value));
        byte[] brighter = Named("brightness").Apply(pixel, 5, s_key).Pixels.ToArray();       // value 80 + 0.3 * 255
        Assert.Equal([78, 156, 39], brighter.Select(value => (int)value), (one, other) => Math.Abs(one - other) <= 1);
    }

    [Fact]
    public void A_corrupted_source_keeps_what_the_pictures_are_and_shrinks_only_large_ones()
    {
        ImageSource source = DataSources.Open("shapes:count=20,size=40");
        CorruptedSource corrupted = new(source, Named("fog"), 4, seed: 1), small = new(source, Named("fog"), 4, seed: 1, shorterSide: 24);
        Assert.Equal((20, source.Label(3), source.Id(3)), (corrupted.Count, corrupted.Label(3), corrupted.Id(3)));
        Assert.Equal(corrupted.Read(3).Pixels, Named("fog").Apply(source.Read(3), 4, new DrawKey(1, 0, 3, 0)).Pixels);
        Assert.Equal((24, 40), (small.Read(3).Width, new CorruptedSource(source, Named("fog"), 4, shorterSide: 64).Read(3).Width));
        Assert.NotEqual(corrupted.Fingerprint, new CorruptedSource(source, Named("fog"), 3, seed: 1).Fingerprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CorruptedSource(source, Named("fog"), 6));
    }

    [Fact]
    public void Fog_of_a_long_strip_takes_no_more_memory_than_the_strip()
    {
        Image strip = new(70_000, 4, 1, Enumerable.Range(0, 280_000).Select(i => (byte)(i % 200)).ToArray());
        Image fog = Named("fog").Apply(strip, 3, s_key);
        Assert.Equal((70_000, 4), (fog.Width, fog.Height));
        Assert.False(strip.Pixels.SequenceEqual(fog.Pixels), "There is no fog.");
    }

    [Fact]
    public void The_sheet_has_a_row_for_each_and_a_column_for_each_severity()
    {
        Image sheet = CorruptionSheet.Render(Shape(16), 16);
        Assert.Equal(((6 * 66) + 2, (Corruption.All.Count * 66) + 2), (sheet.Width, sheet.Height));
    }

    private static Corruption Named(string name) => Corruption.All.Single(corruption => corruption.Name == name);

    private static Image Shape(int size, int index = 3) => new ShapesSource(new ShapesOptions { Count = 20, Size = size }, Split.Train).Read(index);

    private static Image Grey(Image image) => new(image.Width, image.Height, 1, Enumerable.Range(0, image.Width * image.Height).Select(i => image.Pixels[3 * i]).ToArray());

    private static Image Wide(Image image) => Autodidact.Data.Views.Operations.ImageGeometry.Crop(image, new(4, 0, image.Height / 2, image.Width));
}
