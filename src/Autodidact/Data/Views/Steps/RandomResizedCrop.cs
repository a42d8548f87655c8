using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>
/// A random part of the picture, resized with antialiasing. Its area is uniform in a range of shares of the picture, its
/// aspect ratio log-uniform, its position uniform: the distribution of torchvision's <c>RandomResizedCrop</c> (Szegedy et al.
/// 2015, arXiv:1409.4842).
/// </summary>
public sealed record RandomResizedCrop(int Size, double MinScale = 0.08, double MaxScale = 1, double MinRatio = 3.0 / 4, double MaxRatio = 4.0 / 3) : Framing(Size)
{
    // Shapes that do not fit are drawn again; after so many the largest central crop with an allowed ratio is taken.
    private const int Attempts = 10;

    /// <summary>Share of the picture's area, smallest; above 0.</summary>
    public double MinScale { get; } = MinScale > 0 ? MinScale : throw new ArgumentOutOfRangeException(nameof(MinScale), MinScale, "min_scale is a share of the picture's area, above 0 and up to 1.");

    /// <summary>Share of the picture's area, largest; up to 1.</summary>
    public double MaxScale { get; } = MaxScale >= MinScale && MaxScale <= 1 ? MaxScale : throw new ArgumentOutOfRangeException(nameof(MaxScale), MaxScale, $"max_scale is a share of the picture's area, from min_scale ({MinScale}) up to 1.");

    /// <summary>Draws a crop for a picture of this size.</summary>
    public Region Draw(int height, int width, ref Draws draws)
    {
        double area = (double)height * width, logMin = Math.Log(MinRatio), logMax = Math.Log(MaxRatio);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double target = area * draws.Uniform(MinScale, MaxScale), ratio = Math.Exp(draws.Uniform(logMin, logMax));
            int w = (int)Math.Round(Math.Sqrt(target * ratio)), h = (int)Math.Round(Math.Sqrt(target / ratio));
            if (w <= 0 || w > width || h <= 0 || h > height) continue;
            int top = draws.Below(height - h + 1);
            return new Region(top, draws.Below(width - w + 1), h, w);
        }

        double own = (double)width / height;
        int cropWidth = own > MaxRatio ? (int)Math.Round(height * MaxRatio) : width;
        int cropHeight = own < MinRatio ? (int)Math.Round(width / MinRatio) : height;
        return new Region((height - cropHeight) / 2, (width - cropWidth) / 2, cropHeight, cropWidth);
    }

    /// <inheritdoc/>
    public override void Apply(Image image, bool mirror, in DrawKey key, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(image);
        Draws draws = new(key, DrawPurpose.Crop);
        Resampler.ResizedCrop(image, Draw(image.Height, image.Width, ref draws), Size, Size, scratch, mirror: mirror);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"random resized crop: {Size} x {Size}, area {MinScale:0.###}..{MaxScale:0.###}, ratio {MinRatio:0.###}..{MaxRatio:0.###}, bilinear with antialiasing";
}
