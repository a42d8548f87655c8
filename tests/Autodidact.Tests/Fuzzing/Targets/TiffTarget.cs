using System.Buffers.Binary;
using Autodidact.Engine.Images;
using Autodidact.Tests.Data.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>TIFF; half of the changes hit one field of one entry of the directory.</summary>
internal sealed class TiffTarget : ImageTarget
{
    private static readonly ushort[] s_tags = [254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339, 530];
    private static readonly uint[] s_values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 24, 32, 64, 255, 256, 1000, 32773, 32946, 65535, 65536, 1 << 20, 1 << 24, 1 << 28, int.MaxValue, 0x80000000, uint.MaxValue];

    public override string Name => "tiff";

    public override string FileName => "input.tiff";

    public override IReadOnlyList<Type> Covers => [typeof(TiffFile), typeof(TiffDirectory)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [ImageSeeds.Encode(ImageFormat.Tiff, 6, 5, 3), ImageSeeds.Encode(ImageFormat.Tiff, 6, 5, 1), TiffBytes.Make(5, 3, ImageSeeds.Samples(15), 3)];

    public override byte[] Change(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(3) == 0) return mutator.Change(seed, random);
        byte[] changed = [.. seed];
        do
        {
            int start = BinaryPrimitives.ReadInt32LittleEndian(changed.AsSpan(4)), count = BinaryPrimitives.ReadUInt16LittleEndian(changed.AsSpan(start));
            Span<byte> entry = changed.AsSpan(start + 2 + (12 * random.Next(count)), 12);
            int what = random.Next(6);
            if (what == 0) BinaryPrimitives.WriteUInt16LittleEndian(entry, s_tags[random.Next(s_tags.Length)]);
            else if (what == 1) BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)random.Next(19));
            else if (what == 2) BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], s_values[random.Next(s_values.Length)]);
            else BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], s_values[random.Next(s_values.Length)]);
        }
        while (random.Next(2) == 0);
        return random.Next(4) == 0 ? mutator.Change(changed, random) : changed;
    }
}
