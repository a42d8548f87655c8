using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Images;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Segmentation;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Evaluation.Segmentation;

public sealed class SegmentationTests
{
    private const string Horses = "weizmann-horse/horses_128.tar";

    [Fact]
    public void Overlap_is_that_of_all_pixels_together()
    {
        Overlap overlap = new(3);
        overlap.Add([0, 0, 1, 1], [0, 1, 1, 1]);
        overlap.Add([0, 0, 0, 1], [0, 0, MaskFrames.Ignored, 1]);
        // Class 0: 3 of 4; class 1: 3 of 4; class 2 occurs nowhere.
        Assert.Equal((0.75, 0.75), (overlap.Of(0), overlap.Of(1)));
        Assert.True(double.IsNaN(overlap.Of(2)));
        Assert.Equal(0.75, overlap.Mean);
        Assert.Equal(6.0 / 7, overlap.PixelAccuracy, 1e-12);
        (Interval mean, Interval accuracy) = overlap.Intervals(seed: 1);
        // Of two pictures every resample is one of three: the first, the second, both.
        Assert.Equal((0.5 + (2.0 / 3)) / 2, mean.Low, 1e-12);
        Assert.Equal((1, 0.75, 1), (mean.High, accuracy.Low, accuracy.High));
    }

    [Fact]
    public void Pictures_are_paired_with_masks_by_name_and_every_fifth_is_held_out()
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 11);
        File.Delete(folder["masks/03.png"]);
        MaskedSource train = (MaskedSource)DataSources.Open($"masks:{folder.Path}"), test = (MaskedSource)DataSources.Open($"masks:{folder.Path}", Split.Test);
        Assert.Equal((8, 2), (train.Count, test.Count));
        Assert.Equal(["images/06.png", "images/11.png"], Enumerable.Range(0, 2).Select(test.Id));
        Assert.Equal(train.Read(3).Width, train.Mask(3).Width);
        Assert.Equal(1, train.Mask(3).Channels);
        Assert.Contains("1 pictures without a mask", train.Notes[0], StringComparison.Ordinal);
        Assert.NotEqual(train.Fingerprint, test.Fingerprint);
        Directory.Delete(folder["masks"], recursive: true);
        Assert.Contains("images/a.jpg with masks/a.png", Assert.Throws<DataException>(() => DataSources.Open($"masks:{folder.Path}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_are_framed_as_pictures_are_and_parts_have_their_commonest_class()
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 6);
        MaskFrames masks = MaskFrames.Numbered(MaskFrames.Read((MaskedSource)DataSources.Open($"masks:{folder.Path}"), 32, most: 3, CancellationToken.None))[0];
        Assert.Equal((2, 3), (masks.Classes, masks.Frames.Length));
        // A square of 16 in the middle of 48 x 32: 16 of the 32 x 32 in the centre.
        Assert.Equal(256, masks.Frames[0].Sum(value => value));
        byte[] cells = masks.Cells(0, 4, 4);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0], cells.Select(cell => (int)cell));
    }

    [Fact]
    public void Of_many_pictures_those_that_are_read_are_drawn()
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 30);
        MaskedSource source = (MaskedSource)DataSources.Open($"masks:{folder.Path}");
        int[] pictures = MaskFrames.Read(source, 8, most: 12, CancellationToken.None).Pictures;
        Assert.Equal(pictures.Distinct().Order(), pictures);
        // Every second one would be of one kind only where two kinds take turns.
        Assert.Contains(pictures, picture => picture % 2 == 1);
        Assert.Equal(12, pictures.Length);
    }

    [Fact]
    public async Task A_network_that_has_diverged_costs_its_own_figures_and_no_others()
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 20);
        EvaluationCard card = await Measure(folder, transformer: false, diverged: true);
        Assert.All(card.Results, row => Assert.True(double.IsFinite(row.Value) && (row.Features == FeatureOrigin.Encoder ? row is { Value: 0, High: 0 } : row.Value > 0.1), $"{row}"));
        Assert.Contains(card.Notes, note => note.Contains("not finite", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 255 }, new[] { 0, 255 }, 2, new[] { 0, 255 })]
    [InlineData(new[] { 0, 255 }, new[] { 0, 255 }, 2, new[] { 0, 1 })]
    [InlineData(new[] { 0, 128 }, new[] { 0 }, 2, new[] { 0 })]
    [InlineData(new[] { 0, 2 }, new[] { 0, 1, 2 }, 3, new[] { 0, 1, 2 })]
    public void What_values_mean_is_decided_for_both_parts_together(int[] train, int[] test, int classes, int[] expected)
    {
        using TemporaryFolder folder = new();
        MaskFrames[] parts = MaskFrames.Numbered(Frames("train", train), Frames("test", test));
        Assert.All(parts, part => Assert.Equal(classes, part.Classes));
        Assert.Equal(expected, parts[1].Frames[0].Select(value => (int)value).Distinct().Order());

        MaskFrames Frames(string part, int[] values)
        {
            byte[] mask = [.. Enumerable.Range(0, 64).Select(i => (byte)values[i % values.Length])];
            foreach (string kind in (string[])["images", "masks"])
            {
                Directory.CreateDirectory(folder[$"{part}/{kind}"]);
                for (int i = 0; i < 5; i++) File.WriteAllBytes(folder[$"{part}/{kind}/{i}.png"], ImageCodec.Encode(mask, 8, 8, 1));
            }
            return MaskFrames.Read((MaskedSource)DataSources.Open($"masks:{folder[part]}"), 8, most: 2, CancellationToken.None);
        }
    }

    [Fact]
    public void A_mask_of_another_shape_than_its_picture_is_a_broken_sample()
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 6);
        File.WriteAllBytes(folder["masks/01.png"], ImageCodec.Encode(new byte[32 * 48], 32, 48, 1));
        File.WriteAllBytes(folder["masks/02.png"], ImageCodec.Encode(new byte[25 * 17], 25, 17, 1));
        MaskedSource source = (MaskedSource)DataSources.Open($"masks:{folder.Path}");
        Assert.Contains("32 x 48 pixels for a picture of 48 x 32", Assert.Throws<BadSampleException>(() => source.Mask(0)).Message, StringComparison.Ordinal);
        Assert.Equal(25, source.Mask(1).Width);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_colour_tells_is_read_off_pixels(bool transformer)
    {
        using TemporaryFolder folder = new();
        WritePairs(folder.Path, 20);
        EvaluationCard card = await Measure(folder, transformer);
        Assert.Equal(["miou", "miou", "miou", "pixel_accuracy", "pixel_accuracy", "pixel_accuracy"], card.Results.Select(row => row.Metric).Order());
        EvaluationRow pixels = card.Results.Single(row => row is { Features: FeatureOrigin.RawInput, Metric: "miou" });
        Assert.True(pixels.Value > 0.8, $"{pixels}");
        Assert.All(card.Results, row => Assert.True(row.Low <= row.Value && row.Value <= row.High && row.N == 4, $"{row}"));
        Assert.Equal(pixels.Value, pixels.Details!.Values.Average(), 1e-12);
        Assert.Contains(card.Notes, note => note.Contains("commonest class", StringComparison.Ordinal));
        DecodedImage sheet = ImageCodec.Decode(File.ReadAllBytes(folder["masks.png"]));
        Assert.Equal(((3 * 66) + 2, (4 * 66) + 2), (sheet.Width, sheet.Height));
    }

    [Fact]
    public async Task Without_masks_it_says_what_it_needs()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("needs pictures with masks", (await Assert.ThrowsAsync<ConfigurationException>(() => Measure(folder, false, masks: false))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot use", (await Assert.ThrowsAsync<ConfigurationException>(() => Measure(folder, false))).Message, StringComparison.Ordinal);
    }

    [DatasetFact(Horses)]
    public void Horses_have_their_masks()
    {
        MaskedSource test = (MaskedSource)DataSources.Open($"masks:{Datasets.PathOf(Horses)}", Split.Test);
        Assert.Equal((263, 65), (DataSources.Open($"masks:{Datasets.PathOf(Horses)}").Count, test.Count));
        MaskFrames masks = MaskFrames.Numbered(MaskFrames.Read(test, 64, most: 10, CancellationToken.None))[0];
        Assert.Equal(2, masks.Classes);
        Assert.InRange(masks.Frames.Average(frame => frame.Average(value => value)), 0.15, 0.45);
    }

    private static async Task<EvaluationCard> Measure(TemporaryFolder folder, bool transformer, bool masks = true, bool diverged = false)
    {
        TorchRuntime.Seed(1);
        BackboneOptions network = (transformer ? (BackboneOptions)new VitTinyOptions { Width = 32, Heads = 2, Depth = 1, PatchSize = 4 } : new ResNet18Options { Width = 4 }).Resolve(imageSize: 32);
        using Encoder encoder = new(network.Create(), network, new ImagePreprocessing { Size = 32 });
        if (diverged)
        {
            using NoGradient guard = new();
            encoder.Backbone.Parameters().First().FillInPlace(float.NaN);
        }
        return await Evaluator.MeasureAsync(encoder, "shapes:count=20,test=10,size=16", new()
        {
            With = ["segmentation"], Segmentation = masks ? folder.Path : null, SegmentationSize = transformer ? 64 : null, SegmentationPicture = folder["masks.png"],
        });
    }

    /// <summary>A red square on green somewhere near the middle, and its mask.</summary>
    private static void WritePairs(string folder, int count)
    {
        const int width = 48, height = 32, side = 16;
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        Directory.CreateDirectory(Path.Combine(folder, "masks"));
        for (int picture = 1; picture <= count; picture++)
        {
            (int left, int top) = (16 + (picture == 1 ? 0 : picture % 5), 8 + (picture == 1 ? 0 : picture % 7));
            byte[] pixels = new byte[width * height * 3], mask = new byte[width * height];
            for (int i = 0; i < mask.Length; i++)
            {
                bool inside = i % width >= left && i % width < left + side && i / width >= top && i / width < top + side;
                mask[i] = inside ? byte.MaxValue : (byte)0;
                pixels[(3 * i) + (inside ? 0 : 1)] = (byte)(150 + (i * picture % 90));
            }

            File.WriteAllBytes(Path.Combine(folder, $"images/{picture:D2}.png"), ImageCodec.Encode(pixels, width, height, 3));
            File.WriteAllBytes(Path.Combine(folder, $"masks/{picture:D2}.png"), ImageCodec.Encode(mask, width, height, 1));
        }
    }
}
