namespace Autodidact.Engine.Images;

/// <summary>BMP: the size in its information header; a negative height means rows from the top.</summary>
internal static class BmpFile
{
    private const int CoreHeaderBytes = 12;

    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        uint headerBytes = HeaderBytes.UInt32(file, 14, bigEndian: false);
        if (headerBytes == CoreHeaderBytes)
            return Header(HeaderBytes.UInt16(file, 18, bigEndian: false), HeaderBytes.UInt16(file, 20, bigEndian: false));
        int height = unchecked((int)HeaderBytes.UInt32(file, 22, bigEndian: false));
        return Header(HeaderBytes.Size(file, 18, bigEndian: false), height == int.MinValue ? -1 : Math.Abs(height));
    }

    private static ImageHeader Header(int width, int height) => new(ImageFormat.Bmp, width, height, IsGrey: false, Orientation: 1);
}
