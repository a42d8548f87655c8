namespace Autodidact.Engine.Images;

/// <summary>
/// PNG: the size in IHDR, orientation in eXIf. Chunks are walked to the end and their checksums compared, since libpng
/// would print its complaint on the program's standard error.
/// </summary>
internal static class PngFile
{
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        ImageHeader? header = null;
        int orientation = 1;
        for (long at = 8; ;)
        {
            if (at + 12 > file.Length) throw Cut(file);
            uint length = HeaderBytes.UInt32(file, at, bigEndian: true);
            ReadOnlySpan<byte> name = HeaderBytes.Slice(file, at + 4, 4);
            if (at + 12 + length > file.Length) throw Cut(file);
            if (Crc32.Of(HeaderBytes.Slice(file, at + 4, 4L + length)) != HeaderBytes.UInt32(file, at + 8 + length, bigEndian: true))
                throw new ImageException($"the PNG's chunk at byte {at} does not match its checksum");
            ReadOnlySpan<byte> chunk = HeaderBytes.Slice(file, at + 8, length);
            if (header is null)
            {
                if (!name.SequenceEqual("IHDR"u8)) throw new ImageException("the PNG does not begin with its header chunk");
                bool grey = HeaderBytes.Byte(chunk, 9) is 0 or 4;
                header = new ImageHeader(ImageFormat.Png, HeaderBytes.Size(chunk, 0, bigEndian: true), HeaderBytes.Size(chunk, 4, bigEndian: true), grey, 1);
            }
            else if (name.SequenceEqual("eXIf"u8))
                orientation = Exif.Orientation(chunk);
            else if (name.SequenceEqual("IEND"u8))
                return header with { Orientation = orientation };
            at += 12 + length;
        }
    }

    private static ImageException Cut(ReadOnlySpan<byte> file) => new($"the PNG ends at byte {file.Length}, before its end chunk");
}
