namespace Autodidact.Engine.Images;

/// <summary>The formats that are decoded, recognised by their first bytes and never by a file's name.</summary>
public enum ImageFormat
{
    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG, 1 to 16 bits, grey, palette or colour, with or without alpha.</summary>
    Png,

    /// <summary>WebP, lossy or lossless, one frame.</summary>
    WebP,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>TIFF, first page, 8 or 16 bits.</summary>
    Tiff,
}
