using Autodidact.Data.Views.Steps;

namespace Autodidact.Data.Views;

/// <summary>The steps that options describe, each with a probability of the caller's; none where that is 0.</summary>
internal static class ViewOptionSteps
{
    public static RandomResizedCrop Crop(this ViewOptions o, int size) => new(size, o.MinScale, o.MaxScale);

    public static ViewStep[] Rotation(this ViewOptions _, double probability) => probability > 0 ? [new RandomRotation(probability)] : [];

    public static ViewStep[] Jitter(this ViewOptions o, double probability)
    {
        double strength = o.JitterStrength;
        return probability > 0 && strength > 0
            ? [new ColorJitter(probability, strength * o.Brightness, strength * o.Contrast, strength * o.Saturation, Math.Min(0.5, strength * o.Hue))]
            : [];
    }

    public static ViewStep[] Grayscale(this ViewOptions _, double probability) => probability > 0 ? [new RandomGrayscale(probability)] : [];

    public static ViewStep[] Blur(this ViewOptions _, double probability, int size) => probability > 0 ? [new RandomGaussianBlur(probability, Math.Max(3, size / 10 | 1))] : [];

    public static ViewStep[] Solarize(this ViewOptions _, double probability) => probability > 0 ? [new RandomSolarize(probability)] : [];

    public static ViewStep[] Sobel(this ViewOptions _, double probability) => probability > 0 ? [new RandomSobel(probability)] : [];

    public static ViewStep[] Noise(this ViewOptions o, double probability) => probability > 0 && o.NoiseDeviation > 0 ? [new RandomNoise(probability, o.NoiseDeviation)] : [];

    public static ViewStep[] Cutout(this ViewOptions o, double probability) => probability > 0 ? [new RandomCutout(probability, o.CutoutSide, o.Normalization)] : [];
}
