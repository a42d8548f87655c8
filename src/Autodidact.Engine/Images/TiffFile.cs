namespace Autodidact.Engine.Images;

/// <summary>TIFF: the first directory's size. Its orientation is applied by the decoder itself.</summary>
internal static class TiffFile
{
    private const ushort WidthTag = 256, HeightTag = 257, PhotometricTag = 262, StripRowsTag = 278, TileWidthTag = 322, TileHeightTag = 323;

    // The decoder holds one tile or strip besides the picture; real ones have a few hundred pixels a side or the picture's own.
    private const long LargestBlock = 1 << 22;

    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        TiffDirectory directory = new(file);
        if (directory.Find(WidthTag) is not { } width || directory.Find(HeightTag) is not { } height)
            throw new ImageException("the TIFF's first directory has no width or no height");
        RequireBlock(directory.Find(TileWidthTag) ?? width, directory.Find(TileHeightTag) ?? directory.Find(StripRowsTag) ?? height, width, height);
        bool grey = directory.Find(PhotometricTag) is 0 or 1;
        return new ImageHeader(ImageFormat.Tiff, Fit(width), Fit(height), grey, Orientation: 1);
    }

    private static void RequireBlock(uint blockWidth, uint blockHeight, uint width, uint height)
    {
        // Without a tag, and with the largest number, a strip is the whole picture.
        if (blockHeight == uint.MaxValue) return;
        UInt128 block = (UInt128)blockWidth * blockHeight;
        if (block > LargestBlock && block > 2 * (UInt128)width * height)
            throw new ImageException($"the TIFF's tiles or strips have {blockWidth:N0} x {blockHeight:N0} pixels, far more than the picture");
    }

    private static int Fit(uint size) => size <= int.MaxValue ? (int)size : -1;
}
