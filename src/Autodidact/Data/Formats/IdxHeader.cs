using System.Buffers.Binary;

namespace Autodidact.Data.Formats;

/// <summary>The head of an IDX file: two zero bytes, element type, rank, then each size as a big-endian 32-bit number.</summary>
/// <param name="Type">Element type: 0x08 unsigned byte, 0x0c 32-bit integer, others as the format states.</param>
/// <param name="Sizes">Each size, 0 or more.</param>
internal sealed record IdxHeader(byte Type, int[] Sizes)
{
    public const byte UnsignedByte = 0x08;
    public const byte Int32 = 0x0c;

    public static IdxHeader Read(PackedFile file)
    {
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic, "the IDX header");
        if (magic[0] != 0 || magic[1] != 0 || magic[2] is < 0x08 or > 0x0e)
            throw DataException.At(file.Path, 0, $"first bytes {Convert.ToHexStringLower(magic)}", "an IDX header (00 00, type 08 to 0e, rank)");
        if (magic[3] is < 1 or > 4)
            throw DataException.At(file.Path, 3, $"rank {magic[3]}", "rank 1 (labels), 3 or 4 (pictures)");
        int[] sizes = new int[magic[3]];
        Span<byte> size = stackalloc byte[4];
        for (int i = 0; i < sizes.Length; i++)
        {
            long offset = file.Offset;
            file.ReadExactly(size, $"size {i} of the IDX header");
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(size);
            if (sizes[i] < 0)
                throw DataException.At(file.Path, offset, $"size {(uint)sizes[i]:N0}", "0 to 2,147,483,647");
        }
        return new IdxHeader(magic[2], sizes);
    }
}
