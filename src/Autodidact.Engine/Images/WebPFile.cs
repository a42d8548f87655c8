namespace Autodidact.Engine.Images;

/// <summary>WebP: a RIFF file of chunks; the size lies in the first chunk, orientation in an EXIF chunk.</summary>
internal static class WebPFile
{
    private const byte AnimationFlag = 0x02;

    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        long end = 8L + HeaderBytes.UInt32(file, 4, bigEndian: false);
        if (end > file.Length) throw new ImageException($"the WebP ends at byte {file.Length} of {end}");
        int orientation = 1;
        (int Width, int Height)? size = null;
        for (long at = 12; at + 8 <= end;)
        {
            ReadOnlySpan<byte> name = HeaderBytes.Slice(file, at, 4);
            uint length = HeaderBytes.UInt32(file, at + 4, bigEndian: false);
            if (at + 8 + length > end) throw new ImageException($"the WebP's chunk at byte {at} has {length} bytes, more than the file holds");
            ReadOnlySpan<byte> chunk = HeaderBytes.Slice(file, at + 8, length);
            size ??= SizeOf(name, chunk);
            if (name.SequenceEqual("EXIF"u8)) orientation = Exif.Orientation(chunk);
            at += 8 + length + (length & 1);
        }
        if (size is not { } found) throw new ImageException("the WebP has no picture");
        return new ImageHeader(ImageFormat.WebP, found.Width, found.Height, IsGrey: false, orientation);
    }

    private static (int, int)? SizeOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> chunk)
    {
        if (name.SequenceEqual("VP8X"u8))
        {
            if ((HeaderBytes.Byte(chunk, 0) & AnimationFlag) != 0) throw new ImageException("it is an animated WebP; allowed: one frame");
            return (1 + ThreeBytes(chunk, 4), 1 + ThreeBytes(chunk, 7));
        }
        // Lossy: after a frame tag of three bytes and a start code of three, two 14-bit sizes.
        if (name.SequenceEqual("VP8 "u8))
            return (HeaderBytes.UInt16(chunk, 6, bigEndian: false) & 0x3fff, HeaderBytes.UInt16(chunk, 8, bigEndian: false) & 0x3fff);
        if (name.SequenceEqual("VP8L"u8))
        {
            uint bits = HeaderBytes.UInt32(chunk, 1, bigEndian: false);
            return ((int)(1 + (bits & 0x3fff)), (int)(1 + ((bits >> 14) & 0x3fff)));
        }
        return null;
    }

    private static int ThreeBytes(ReadOnlySpan<byte> chunk, int offset) =>
        HeaderBytes.UInt16(chunk, offset, bigEndian: false) | (HeaderBytes.Byte(chunk, offset + 2) << 16);
}
