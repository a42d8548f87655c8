using System.Buffers.Binary;

namespace Autodidact.Tests.Data.Images;

/// <summary>Makes uncompressed grey TIFF files with an orientation tag.</summary>
internal static class TiffBytes
{
    public static byte[] Make(int width, int height, byte[] pixels, int orientation)
    {
        (ushort Tag, uint Value)[] entries =
        [
            (256, (uint)width), (257, (uint)height), (258, 8), (259, 1), (262, 1), (273, 8),
            (274, (uint)orientation), (277, 1), (278, (uint)height), (279, (uint)pixels.Length),
        ];
        int start = 8 + pixels.Length + pixels.Length % 2;
        byte[] file = new byte[start + 2 + 12 * entries.Length + 4];
        (file[0], file[1], file[2]) = ((byte)'I', (byte)'I', 42);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), start);
        pixels.CopyTo(file, 8);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(start), (ushort)entries.Length);
        for (int i = 0; i < entries.Length; i++)
        {
            Span<byte> entry = file.AsSpan(start + 2 + 12 * i, 12);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], entries[i].Value);
        }
        return file;
    }
}
