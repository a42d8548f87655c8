using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Data.Views.Steps;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>The distributions of drawn parameters against torchvision's, within the sampling errors of both.</summary>
internal static class ViewDistributionsGolden
{
    private const string File = "augmentations";

    // The quantiles of the reference are numpy's at these levels.
    private static readonly double[] s_levels = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    [GoldenCases(File, "random_resized_crop_distribution_#")]
    private static void Crop(GoldenCase golden)
    {
        double[] scale = golden.Numbers("scale"), ratio = golden.Numbers("ratio"), image = golden.Numbers("image");
        (int height, int width, int draws) = ((int)image[0], (int)image[1], golden.Integer("draws"));
        RandomResizedCrop step = new(224, scale[0], scale[1], ratio[0], ratio[1]);
        Region[] crops = [.. Enumerable.Range(0, draws).Select(sample =>
        {
            Draws stream = new(new DrawKey(1, 0, sample, 0), DrawPurpose.Crop);
            return step.Draw(height, width, ref stream);
        })];
        double[] area = [.. crops.Select(crop => (double)crop.Height * crop.Width / (height * width))];
        double[] logRatio = [.. crops.Select(crop => Math.Log((double)crop.Width / crop.Height))];
        CheckMoments(golden, "area", area);
        CheckMoments(golden, "log_ratio", logRatio);
        CheckQuantiles(golden, "area", area);
        CheckQuantiles(golden, "log_ratio", logRatio);
        // Where there is only one place the fraction is 0.
        CheckMean(golden, "output/top_fraction_mean", [.. crops.Select(crop => (double)crop.Top / Math.Max(1, height - crop.Height))]);
        CheckMean(golden, "output/left_fraction_mean", [.. crops.Select(crop => (double)crop.Left / Math.Max(1, width - crop.Width))]);
        CheckExtremes(golden, "area", area);
        CheckExtremes(golden, "log_ratio", logRatio);
    }

    [GoldenCases(File, "color_jitter_distribution")]
    private static void Jitter(GoldenCase golden)
    {
        ColorJitter step = new(1, 0.4, 0.4, 0.2, 0.1);
        ColorChange[] changes = [.. Enumerable.Range(0, golden.Integer("draws")).Select(sample =>
        {
            Draws stream = new(new DrawKey(2, 0, sample, 0), DrawPurpose.ColorJitter);
            return step.Draw(ref stream);
        })];
        double[][] factors =
        [
            [.. changes.Select(change => (double)change.Brightness)], [.. changes.Select(change => (double)change.Contrast)],
            [.. changes.Select(change => (double)change.Saturation)], [.. changes.Select(change => (double)change.Hue)],
        ];
        double error = 4 * Math.Sqrt(2) / Math.Sqrt(changes.Length);
        double[] spreads = [.. factors.Select(values => Math.Sqrt(Variance(values)))], means = golden.Expected("output/mean").Values;
        for (int i = 0; i < 4; i++) Assert.InRange(factors[i].Average(), means[i] - (error * spreads[i]), means[i] + (error * spreads[i]));
        golden.CheckWithin("output/mean", [.. factors.Select(Enumerable.Average)], error * spreads.Max());
        golden.CheckWithin("output/var", [.. factors.Select(Variance)], error * spreads.Max() * spreads.Max());
        // The gap between an extreme and the end of the range is exponential, with this mean for the widest range.
        double gap = spreads.Max() * Math.Sqrt(12) / changes.Length;
        golden.CheckWithin("output/min", [.. factors.Select(values => values.Min())], 16 * gap);
        golden.CheckWithin("output/max", [.. factors.Select(values => values.Max())], 16 * gap);
        double[] first = [.. Enumerable.Range(0, 4).Select(operation => changes.Count(change => change.First == operation) / (double)changes.Length)];
        golden.CheckWithin("output/first_op_frequency", first, error * Math.Sqrt(0.25 * 0.75));
    }

    private static void CheckMoments(GoldenCase golden, string name, double[] values)
    {
        CheckMean(golden, $"output/{name}_mean", values);
        double mean = values.Average();
        CheckMean(golden, $"output/{name}_var", [.. values.Select(value => (value - mean) * (value - mean))]);
    }

    private static void CheckMean(GoldenCase golden, string expectation, double[] values) =>
        golden.CheckWithin(expectation, [values.Average()], 4 * Math.Sqrt(2 * Variance(values) / values.Length));

    // The standard error of a quantile is that of the share below it: compare the shares. Pixels make values discrete, so a
    // share may be anywhere between "below" and "up to".
    private static void CheckQuantiles(GoldenCase golden, string name, double[] values)
    {
        double[] expected = golden.Expected($"output/{name}_quantiles").Values, own = [.. values.Order()];
        for (int i = 0; i < s_levels.Length; i++)
        {
            double error = 4 * Math.Sqrt(2 * s_levels[i] * (1 - s_levels[i]) / own.Length);
            double below = own.Count(value => value < expected[i] - 1e-9) / (double)own.Length, upTo = own.Count(value => value <= expected[i] + 1e-9) / (double)own.Length;
            Assert.True(below - error <= s_levels[i] && s_levels[i] <= upTo + error, $"{golden} {name}: {below:0.####}..{upTo:0.####} of the draws lie below {expected[i]:R}, the {s_levels[i]} quantile of the reference.");
        }

        golden.CheckWithin($"output/{name}_quantiles", [.. s_levels.Select(level => own[(int)(level * (own.Length - 1))])], 0.3);
    }

    // Of as many own draws, about one lies beyond the reference's extreme; each further one is half as likely.
    private static void CheckExtremes(GoldenCase golden, string name, double[] values)
    {
        double[] reference = golden.Expected($"output/{name}_min_max").Values;
        Assert.InRange(values.Count(value => value < reference[0] - 1e-9), 0, 20);
        Assert.InRange(values.Count(value => value > reference[1] + 1e-9), 0, 20);
        golden.CheckWithin($"output/{name}_min_max", [values.Min(), values.Max()], 0.3);
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / values.Length;
    }
}
