namespace Autodidact.Tests.Data.Images;

/// <summary>Makes EXIF blocks that hold an orientation, and JPEGs that hold such a block.</summary>
internal static class ExifBytes
{
    public static byte[] Orientation(int value) =>
        [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)value, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Puts the block into the APP1 segment of a JPEG.</summary>
    public static byte[] IntoJpeg(byte[] jpeg, int orientation)
    {
        byte[] block = [.. "Exif\0\0"u8, .. Orientation(orientation)];
        return [0xff, 0xd8, 0xff, 0xe1, 0, (byte)(block.Length + 2), .. block, .. jpeg[2..]];
    }
}
