using Autodidact.Engine.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>An encoded picture: its header, then its pixels, whose size must be what the header said.</summary>
internal abstract class ImageTarget : IFuzzTarget
{
    private const int PixelLimit = 1 << 18;

    public abstract string Name { get; }

    public abstract string FileName { get; }

    public abstract IReadOnlyList<Type> Covers { get; }

    public abstract IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<Type> Refusals => [typeof(ImageException)];

    public virtual IReadOnlyList<string> Words => [];

    // The pixels that the limit allows; what a codec takes besides shows in the pages.
    public long Budget(int length) => (3L * PixelLimit) + (1 << 18) + (16L * length);

    public virtual byte[] Change(byte[] seed, Random random, Mutator mutator) => mutator.Change(seed, random);

    public void Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        ImageHeader header = ImageHeader.Read(file);
        DecodedImage image = ImageCodec.Decode(file, PixelLimit);
        (int Width, int Height) stored = (header.Width, header.Height), turned = (header.Height, header.Width);
        if ((image.Width, image.Height) != stored && (image.Width, image.Height) != turned)
            throw new InvalidOperationException($"The header said {header.Width} x {header.Height}, and {image.Width} x {image.Height} came out.");
        if (header.Format == ImageFormat.Jpeg) ImageCodec.Decode(file, PixelLimit, shorterSide: 4);
    }
}
