using System.Buffers.Binary;
using Autodidact.Engine.Images;
using Autodidact.Tests.Data.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>PNG; chunks are changed behind checksums that fit.</summary>
internal sealed class PngTarget : ImageTarget
{
    public override string Name => "png";

    public override string FileName => "input.png";

    public override IReadOnlyList<Type> Covers => [typeof(PngFile), typeof(ImageHeader), typeof(ImageCodec)];

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        ImageSeeds.Encode(ImageFormat.Png, 6, 5, 3), ImageSeeds.Encode(ImageFormat.Png, 6, 5, 1),
        PngBytes.Make(3, 2, 16, 6, ImageSeeds.Samples(48), ExifBytes.Orientation(6)), PngBytes.Make(5, 4, 8, 4, ImageSeeds.Samples(40)), PngBytes.Make(4, 2, 1, 0, [0x50, 0xa0]),
    ];

    public override IReadOnlyList<string> Words => ["IHDR", "IDAT", "IEND", "PLTE", "tRNS", "eXIf", "iCCP", "gAMA", "acTL", "fdAT", "zTXt", "cHRM", "Exif\0\0"];

    public override byte[] Change(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(4) == 0) return mutator.Change(seed, random);
        List<byte[]> chunks = [];
        for (int at = 8; at + 12 <= seed.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(seed.AsSpan(at));
            chunks.Add(seed[(at + 4)..(at + 8 + length)]);
            at += 12 + length;
        }
        int chosen = random.Next(chunks.Count);
        switch (random.Next(5))
        {
            case 0: chunks.Insert(random.Next(chunks.Count + 1), chunks[chosen]); break;
            case 1: chunks.RemoveAt(chosen); break;
            default: chunks[chosen] = mutator.Change(chunks[chosen], random); break;
        }
        return [.. seed[..8], .. chunks.Where(chunk => chunk.Length >= 4).SelectMany(Sealed)];
    }

    private static byte[] Sealed(byte[] chunk)
    {
        byte[] whole = new byte[8 + chunk.Length];
        BinaryPrimitives.WriteInt32BigEndian(whole, chunk.Length - 4);
        chunk.CopyTo(whole, 4);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(4 + chunk.Length), Crc32.Of(chunk));
        return whole;
    }
}
