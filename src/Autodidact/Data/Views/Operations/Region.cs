namespace Autodidact.Data.Views.Operations;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct Region(int Top, int Left, int Height, int Width)
{
    /// <summary>The whole picture.</summary>
    public static Region Of(Image image) => image is null ? throw new ArgumentNullException(nameof(image)) : new(0, 0, image.Height, image.Width);

    /// <summary>The centre, as torchvision rounds it: offset <c>round((outer - inner) / 2)</c>, halves to even.</summary>
    public static Region Centre(int outerHeight, int outerWidth, int height, int width) =>
        new((int)Math.Round((outerHeight - height) / 2.0), (int)Math.Round((outerWidth - width) / 2.0), height, width);
}
