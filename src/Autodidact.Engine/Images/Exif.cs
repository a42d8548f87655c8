namespace Autodidact.Engine.Images;

/// <summary>The orientation tag of an EXIF block, which is a small TIFF file.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112;

    /// <summary>1 to 8; 1 where there is none or the block is damaged, since a picture is not worse for a bad note.</summary>
    public static int Orientation(ReadOnlySpan<byte> block)
    {
        try
        {
            if (block.StartsWith("Exif\0\0"u8)) block = block[6..];
            if (block.Length < 8) return 1;
            uint? value = new TiffDirectory(block).Find(OrientationTag);
            return value is >= 1 and <= 8 ? (int)value : 1;
        }
        catch (ImageException)
        {
            return 1;
        }
    }
}
