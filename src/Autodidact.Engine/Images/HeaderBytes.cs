using System.Buffers.Binary;

namespace Autodidact.Engine.Images;

/// <summary>Numbers out of a header; reading past the end is an <see cref="ImageException"/>, not a crash.</summary>
internal static class HeaderBytes
{
    public static byte Byte(ReadOnlySpan<byte> file, long offset) => Slice(file, offset, 1)[0];

    public static ushort UInt16(ReadOnlySpan<byte> file, long offset, bool bigEndian)
    {
        ReadOnlySpan<byte> bytes = Slice(file, offset, 2);
        return bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public static uint UInt32(ReadOnlySpan<byte> file, long offset, bool bigEndian)
    {
        ReadOnlySpan<byte> bytes = Slice(file, offset, 4);
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>A size that must fit an int; larger ones become -1, which no caller allows.</summary>
    public static int Size(ReadOnlySpan<byte> file, long offset, bool bigEndian)
    {
        uint value = UInt32(file, offset, bigEndian);
        return value <= int.MaxValue ? (int)value : -1;
    }

    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> file, long offset, long count) =>
        offset >= 0 && count >= 0 && offset + count <= file.Length
            ? file.Slice((int)offset, (int)count)
            : throw new ImageException($"the file ends at byte {file.Length}, within its header");
}
