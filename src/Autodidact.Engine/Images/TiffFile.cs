namespace Autodidact.Engine.Images;

/// <summary>TIFF: the first directory's size. Its orientation is applied by the decoder itself.</summary>
internal static class TiffFile
{
    private const ushort WidthTag = 256, HeightTag = 257, PhotometricTag = 262;

    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        TiffDirectory directory = new(file);
        if (directory.Find(WidthTag) is not { } width || directory.Find(HeightTag) is not { } height)
            throw new ImageException("the TIFF's first directory has no width or no height");
        bool grey = directory.Find(PhotometricTag) is 0 or 1;
        return new ImageHeader(ImageFormat.Tiff, Fit(width), Fit(height), grey, Orientation: 1);
    }

    private static int Fit(uint size) => size <= int.MaxValue ? (int)size : -1;
}
