using Autodidact.Engine.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Small pictures that are not all one colour.</summary>
internal static class ImageSeeds
{
    public static byte[] Encode(ImageFormat format, int width, int height, int channels, int quality = 80) =>
        ImageCodec.Encode(Samples(width * height * channels), width, height, channels, format, quality);

    public static byte[] Samples(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 37 % 251))];
}
