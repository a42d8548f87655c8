namespace Autodidact.Data.Views.Operations;

/// <summary>How pixels between pixels are computed.</summary>
public enum Interpolation
{
    /// <summary>The pixel at <c>floor(output * scale)</c>.</summary>
    Nearest,

    /// <summary>A triangle of one pixel on each side.</summary>
    Bilinear,

    /// <summary>Keys' cubic over two pixels on each side: a = -0.5 with antialiasing, a = -0.75 without, as in PyTorch.</summary>
    Bicubic,
}
