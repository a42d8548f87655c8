namespace Autodidact.Engine.Images;

/// <summary>
/// What a picture's header says, read without decoding, so that a small file that claims a huge picture costs nothing.
/// Reading also checks that the file is whole as far as that shows without decoding: decoders paint the missing part of a
/// cut JPEG grey and call it a picture.
/// </summary>
/// <param name="Format">The format its first bytes say.</param>
/// <param name="Width">Columns as stored, before <paramref name="Orientation"/>.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="IsGrey">True when it has no colour; false also where the header alone does not tell.</param>
/// <param name="Orientation">EXIF orientation, 1 (upright) to 8; 5 to 8 swap width and height.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, bool IsGrey, int Orientation)
{
    private const int LargestSide = 1 << 20;

    /// <summary>Width times height.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>Reads the header of an encoded picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="ImageException">Not one of the formats, cut off, or without a size.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) throw new ImageException("the file is empty");
        ImageHeader header = file switch
        {
            [0xff, 0xd8, 0xff, ..] => JpegFile.ReadHeader(file),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => PngFile.ReadHeader(file),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebPFile.ReadHeader(file),
            [(byte)'B', (byte)'M', ..] => BmpFile.ReadHeader(file),
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => TiffFile.ReadHeader(file),
            _ => throw new ImageException($"{Describe(file)}; allowed: JPEG, PNG, WebP, BMP, TIFF"),
        };
        if (header.Width is < 1 or > LargestSide || header.Height is < 1 or > LargestSide)
            throw new ImageException($"its header says {(uint)header.Width} x {(uint)header.Height} pixels; allowed: 1 to {LargestSide:N0} a side");
        return header;
    }

    private static string Describe(ReadOnlySpan<byte> file) => file switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "it is a GIF",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "it is a HEIF, AVIF or video file",
        [0, 0, 1, 0, ..] => "it is an icon",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "it is a PDF",
        [(byte)'<', ..] => "it is a text file such as SVG or HTML",
        [(byte)'I', (byte)'I', 43, 0, ..] or [(byte)'M', (byte)'M', 0, 43, ..] => "it is a BigTIFF",
        _ => $"its first bytes {Convert.ToHexStringLower(file[..Math.Min(4, file.Length)])} are not a picture's",
    };
}
