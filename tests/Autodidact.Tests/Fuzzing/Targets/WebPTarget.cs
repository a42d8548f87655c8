using System.Buffers.Binary;
using Autodidact.Engine.Images;
using Autodidact.Tests.Data.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>WebP, lossy and lossless; chunks are changed inside a RIFF length that fits.</summary>
internal sealed class WebPTarget : ImageTarget
{
    private static readonly byte[] s_lossy = ImageSeeds.Encode(ImageFormat.WebP, 17, 11, 3);

    public override string Name => "webp";

    public override string FileName => "input.webp";

    public override IReadOnlyList<Type> Covers => [typeof(WebPFile)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [s_lossy, ImageSeeds.Encode(ImageFormat.WebP, 9, 7, 3, 101), Extended(s_lossy, 17, 11)];

    public override IReadOnlyList<string> Words => ["RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "EXIF", "ICCP"];

    public override byte[] Change(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(4) == 0) return mutator.Change(seed, random);
        byte[] chunks = mutator.Change(seed[12..], random);
        if (chunks.Length >= 8 && random.Next(2) == 0) BinaryPrimitives.WriteInt32LittleEndian(chunks.AsSpan(4), Math.Max(0, chunks.Length - 8));
        return Riff(chunks);
    }

    private static byte[] Riff(byte[] chunks)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, chunks.Length + 4);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. chunks];
    }

    private static byte[] Extended(byte[] simple, int width, int height)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. ExifBytes.Orientation(8)];
        return Riff([.. "VP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0, .. simple[12..], .. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif]);
    }
}
