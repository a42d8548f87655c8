using System.Buffers.Binary;

namespace Autodidact.Tests.Data;

/// <summary>Makes IDX files of unsigned bytes.</summary>
internal static class IdxFile
{
    public static byte[] Bytes(int[] sizes, byte[] content)
    {
        byte[] bytes = new byte[4 + 4 * sizes.Length + content.Length];
        (bytes[2], bytes[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), sizes[i]);
        content.CopyTo(bytes, 4 + 4 * sizes.Length);
        return bytes;
    }
}
