using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Autodidact.Engine.Images;

namespace Autodidact.Tests.Data.Images;

/// <summary>Makes PNG files of any colour type and depth, which the encoder under test does not write.</summary>
internal static class PngBytes
{
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Bits a channel.</param>
    /// <param name="colourType">0 grey, 2 RGB, 4 grey and alpha, 6 RGB and alpha.</param>
    /// <param name="rows">Packed samples, row by row, big-endian.</param>
    /// <param name="exif">An EXIF block, if any.</param>
    public static byte[] Make(int width, int height, int depth, int colourType, byte[] rows, byte[]? exif = null)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, (byte)colourType);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            int rowBytes = height == 0 ? 0 : rows.Length / height;
            for (int row = 0; row < height && rowBytes > 0; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(rows, row * rowBytes, rowBytes);
            }
        }
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. exif is null ? [] : Chunk("eXIf", exif), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.Of(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }
}
