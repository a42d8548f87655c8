namespace Autodidact.Engine.Images;

/// <summary>
/// JPEG: markers are walked from start to end. The size lies in the frame header, orientation in APP1. libjpeg fills what
/// is missing with grey and only warns, so a file without its end marker is refused here.
/// </summary>
internal static class JpegFile
{
    // Each scan of a progressive file goes over the whole picture, however short it is. Encoders write about ten.
    private const int MostScans = 100;
    private const byte StartOfScan = 0xda, EndOfImage = 0xd9, App1 = 0xe1;

    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        ImageHeader? header = null;
        int orientation = 1, scans = 0;
        for (int at = 2; ;)
        {
            byte marker = NextMarker(file, ref at);
            if (marker == EndOfImage)
                return (header ?? throw new ImageException("the JPEG has no frame header")) with { Orientation = orientation };
            // Markers without a segment: TEM, restarts, and a second start of image.
            if (marker is 0x01 or (>= 0xd0 and <= 0xd8)) continue;
            ReadOnlySpan<byte> segment = Segment(file, at);
            at += 2 + segment.Length;
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                if (marker is not (0xc0 or 0xc1 or 0xc2))
                    throw new ImageException($"its JPEG process (marker ff{marker:x2}) is not supported; allowed: baseline, extended and progressive");
                header ??= new ImageHeader(ImageFormat.Jpeg, HeaderBytes.UInt16(segment, 3, true), HeaderBytes.UInt16(segment, 1, true), HeaderBytes.Byte(segment, 5) == 1, 1);
            }
            else if (marker == App1 && segment.StartsWith("Exif\0\0"u8))
                orientation = Exif.Orientation(segment);
            else if (marker == StartOfScan)
            {
                if (++scans > MostScans) throw new ImageException($"the JPEG has more than {MostScans} scans");
                at = SkipScan(file, at);
            }
        }
    }

    /// <summary>The next marker's code; bytes between segments, ff 00 among them, are passed over exactly as the decoder does.</summary>
    private static byte NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (true)
        {
            int next = file[Math.Min(at, file.Length)..].IndexOf((byte)0xff);
            if (next < 0) throw Cut(file);
            at += next;
            while (at < file.Length && file[at] == 0xff) at++;
            if (at >= file.Length) throw Cut(file);
            if (file[at++] is not 0 and byte marker) return marker;
        }
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> file, int at)
    {
        if (at + 2 > file.Length) throw Cut(file);
        int length = HeaderBytes.UInt16(file, at, bigEndian: true);
        if (length < 2) throw new ImageException($"the JPEG's segment at byte {at} has the impossible length {length}");
        return at + length <= file.Length ? file.Slice(at + 2, length - 2) : throw Cut(file);
    }

    /// <summary>The first byte of the marker after a scan: within one, ff is followed by 00 or a restart.</summary>
    private static int SkipScan(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            int next = file[at..].IndexOf((byte)0xff);
            if (next < 0 || at + next + 1 >= file.Length) throw Cut(file);
            at += next;
            byte code = file[at + 1];
            if (code is not (0x00 or 0xff or (>= 0xd0 and <= 0xd7))) return at;
            at += code == 0xff ? 1 : 2;
        }
    }

    private static ImageException Cut(ReadOnlySpan<byte> file) => new($"the JPEG ends at byte {file.Length}, before its end marker");
}
