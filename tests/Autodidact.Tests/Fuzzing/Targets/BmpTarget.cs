using Autodidact.Engine.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Windows bitmap: plain, with the old header, and run-length packed.</summary>
internal sealed class BmpTarget : ImageTarget
{
    public override string Name => "bmp";

    public override string FileName => "input.bmp";

    public override IReadOnlyList<Type> Covers => [typeof(BmpFile)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [ImageSeeds.Encode(ImageFormat.Bmp, 6, 5, 3), ImageSeeds.Encode(ImageFormat.Bmp, 6, 5, 1), Core(), Packed()];

    private static byte[] Core() =>
        [(byte)'B', (byte)'M', 42, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 2, 0, 2, 0, 1, 0, 24, 0, 1, 2, 3, 4, 5, 6, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0];

    /// <summary>Four by two pixels of 8 bits: a run, a literal, the end of a line and of the picture.</summary>
    private static byte[] Packed()
    {
        byte[] header = [(byte)'B', (byte)'M', 0, 0, 0, 0, 0, 0, 0, 0, 62, 0, 0, 0, 40, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0, .. new byte[12], 2, 0, 0, 0, 0, 0, 0, 0];
        return [.. header, 0, 0, 0, 0, 255, 255, 255, 0, 4, 1, 0, 0, 0, 3, 1, 0, 1, 0, 1, 0, 0, 1];
    }
}
