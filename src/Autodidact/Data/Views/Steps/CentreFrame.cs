using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>The centre of the picture after its shorter side was resized: what encoders are measured on. Draws nothing.</summary>
/// <param name="Size">Rows and columns of the view.</param>
/// <param name="ShorterSide">Pixels of the shorter side after resizing, at least <paramref name="Size"/>.</param>
public sealed record CentreFrame(int Size, int ShorterSide) : Framing(Size)
{
    /// <summary>Pixels of the shorter side after resizing.</summary>
    public int ShorterSide { get; } = ShorterSide >= Size ? ShorterSide : throw new ArgumentOutOfRangeException(nameof(ShorterSide), ShorterSide, $"The shorter side must be at least the view's size, {Size}.");

    /// <inheritdoc/>
    public override void Apply(Image image, bool mirror, in DrawKey key, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int height, int width) = Resampler.KeepAspect(image.Height, image.Width, ShorterSide);
        Region window = Region.Centre(height, width, Size, Size);
        Resampler.ResizeWindow(image, Region.Of(image), height, width, window, scratch, mirror: mirror);
    }

    /// <inheritdoc/>
    public override string ToString() => $"resize: shorter side to {ShorterSide}, bilinear with antialiasing; centre crop {Size} x {Size}";
}
