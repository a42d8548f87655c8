using System.Buffers.Binary;
using Autodidact.Engine.Images;
using Autodidact.Tests.Data.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>JPEG; segments are changed, repeated and left out with lengths that fit.</summary>
internal sealed class JpegTarget : ImageTarget
{
    public override string Name => "jpeg";

    public override string FileName => "input.jpg";

    public override IReadOnlyList<Type> Covers => [typeof(JpegFile), typeof(Exif)];

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [ImageSeeds.Encode(ImageFormat.Jpeg, 17, 11, 3), ImageSeeds.Encode(ImageFormat.Jpeg, 9, 9, 1, 40), ExifBytes.IntoJpeg(ImageSeeds.Encode(ImageFormat.Jpeg, 8, 4, 3), 6)];

    public override IReadOnlyList<string> Words => ["Exif\0\0", "JFIF\0", "Adobe\0", "II*\0", "MM\0*"];

    public override byte[] Change(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(3) == 0) return mutator.Change(seed, random);
        List<byte[]> segments = [];
        int at = 2;
        while (seed[at + 1] != 0xda)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(seed.AsSpan(at + 2));
            segments.Add([seed[at + 1], .. seed[(at + 4)..(at + 2 + length)]]);
            at += 2 + length;
        }
        byte[] scan = seed[at..];
        int chosen = random.Next(segments.Count + 1);
        if (chosen == segments.Count) scan = [scan[0], scan[1], .. mutator.Change(scan[2..], random)];
        else if (random.Next(4) == 0) segments.Insert(random.Next(segments.Count + 1), segments[chosen]);
        else if (random.Next(4) == 0) segments[chosen] = [(byte)(0xc0 + random.Next(64)), .. segments[chosen][1..]];
        else segments[chosen] = mutator.Change(segments[chosen], random);
        // Several scans, as progressive files have them.
        byte[] scans = [.. Enumerable.Repeat(scan[..^2], random.Next(6) == 0 ? random.Next(200) : 1).SelectMany(part => part), .. scan[^2..]];
        return [0xff, 0xd8, .. segments.Where(segment => segment.Length is > 0 and < 65000).SelectMany(Framed), .. scans];
    }

    private static byte[] Framed(byte[] segment) => [0xff, segment[0], (byte)((segment.Length + 1) >> 8), (byte)(segment.Length + 1), .. segment[1..]];
}
