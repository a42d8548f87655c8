using Autodidact.Engine.Images;
using Xunit;

namespace Autodidact.Tests.Data.Images;

public sealed class ImageCodecTests
{
    // 6 x 4, every pixel different, smooth enough for lossy formats.
    private static readonly byte[] s_picture = [.. Enumerable.Range(0, 24).SelectMany(i => new[] { (byte)(i % 6 * 40), (byte)(i / 6 * 60), (byte)(255 - i * 8) })];

    [Theory]
    [InlineData(ImageFormat.Png, 0)]
    [InlineData(ImageFormat.Bmp, 0)]
    [InlineData(ImageFormat.Tiff, 0)]
    [InlineData(ImageFormat.Jpeg, 60)]
    [InlineData(ImageFormat.WebP, 60)]
    public void EveryFormatComesBackAsItWentIn(ImageFormat format, int tolerance)
    {
        byte[] file = ImageCodec.Encode(s_picture, 6, 4, 3, format, quality: 100);

        Assert.Equal((format, 6, 4), (ImageHeader.Read(file).Format, ImageHeader.Read(file).Width, ImageHeader.Read(file).Height));
        DecodedImage decoded = ImageCodec.Decode(file);
        Assert.Equal((6, 4, 3), (decoded.Width, decoded.Height, decoded.Channels));
        Assert.All(decoded.Pixels.Zip(s_picture), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.WebP)]
    public void LessQualityMakesASmallerFile(ImageFormat format)
    {
        byte[] picture = [.. Enumerable.Range(0, 64 * 64 * 3).Select(i => (byte)(i * i * 7919 >> 5))];
        Assert.InRange(ImageCodec.Encode(picture, 64, 64, 3, format, quality: 10).Length, 1, ImageCodec.Encode(picture, 64, 64, 3, format, quality: 95).Length / 2);
    }

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Tiff)]
    [InlineData(ImageFormat.Jpeg)]
    public void GreyStaysOneChannel(ImageFormat format)
    {
        byte[] grey = [10, 20, 30, 40, 50, 60];
        DecodedImage decoded = ImageCodec.Decode(ImageCodec.Encode(grey, 3, 2, 1, format, quality: 100));

        Assert.Equal((3, 2, 1), (decoded.Width, decoded.Height, decoded.Channels));
        Assert.All(decoded.Pixels.Zip(grey), pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    [Fact]
    public void SixteenBitsAreScaledNotCut()
    {
        // 128, 65535, 32896 = 128 * 257, 0x00ff (just below 1), as big-endian samples.
        byte[] file = PngBytes.Make(4, 1, 16, 0, [0, 128, 255, 255, 0x80, 0x80, 0, 255]);
        Assert.Equal([0, 255, 128, 1], ImageCodec.Decode(file).Pixels);
    }

    [Fact]
    public void SixteenBitColourKeepsItsOrder()
    {
        byte[] file = PngBytes.Make(1, 1, 16, 2, [0xff, 0xff, 0x80, 0x80, 0, 0]);
        Assert.Equal([255, 128, 0], ImageCodec.Decode(file).Pixels);
    }

    [Fact]
    public void AlphaIsCompositedOverWhite()
    {
        byte[] file = PngBytes.Make(3, 1, 8, 6, [200, 100, 50, 255, 200, 100, 50, 0, 0, 0, 0, 51]);
        Assert.Equal([200, 100, 50, 255, 255, 255, 204, 204, 204], ImageCodec.Decode(file).Pixels);
    }

    [Fact]
    public void APictureThatIsTransparentEverywhereLosesItsAlpha()
    {
        byte[] file = PngBytes.Make(1, 1, 8, 6, [200, 100, 50, 0]);
        Assert.Equal([200, 100, 50], ImageCodec.Decode(file).Pixels);
    }

    [Fact]
    public void GreyWithAlphaIsComposited()
    {
        DecodedImage decoded = ImageCodec.Decode(PngBytes.Make(2, 1, 8, 4, [100, 255, 100, 0]));
        Assert.Equal(decoded.Channels == 1 ? [100, 255] : [100, 100, 100, 255, 255, 255], decoded.Pixels);
    }

    [Fact]
    public void BitsAreBlackAndWhite() =>
        Assert.Equal([255, 0, 255, 0, 0, 0, 0, 255], ImageCodec.Decode(PngBytes.Make(8, 1, 1, 0, [0b1010_0001])).Pixels);

    // A 2 x 3 picture of the numbers 1 to 6, and what each orientation makes of it.
    [Theory]
    [InlineData(1, 2, 3, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 2, 3, new byte[] { 2, 1, 4, 3, 6, 5 })]
    [InlineData(3, 2, 3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 2, 3, new byte[] { 5, 6, 3, 4, 1, 2 })]
    [InlineData(5, 3, 2, new byte[] { 1, 3, 5, 2, 4, 6 })]
    [InlineData(6, 3, 2, new byte[] { 5, 3, 1, 6, 4, 2 })]
    [InlineData(7, 3, 2, new byte[] { 6, 4, 2, 5, 3, 1 })]
    [InlineData(8, 3, 2, new byte[] { 2, 4, 6, 1, 3, 5 })]
    public void ExifOrientationIsApplied(int orientation, int width, int height, byte[] upright)
    {
        byte[] stored = [1, 2, 3, 4, 5, 6];
        DecodedImage png = ImageCodec.Decode(PngBytes.Make(2, 3, 8, 0, stored, ExifBytes.Orientation(orientation)));
        Assert.Equal((width, height), (png.Width, png.Height));
        Assert.Equal(upright, png.Pixels);

        byte[] blocks = [.. Enumerable.Range(0, 48).SelectMany(y => Enumerable.Range(0, 32).Select(x => (byte)(40 * stored[y / 16 * 2 + x / 16])))];
        DecodedImage jpeg = ImageCodec.Decode(ExifBytes.IntoJpeg(ImageCodec.Encode(blocks, 32, 48, 1, ImageFormat.Jpeg, 100), orientation));
        Assert.Equal((width * 16, height * 16), (jpeg.Width, jpeg.Height));
        for (int i = 0; i < 6; i++)
            Assert.InRange(jpeg.Pixels[(i / width * 16 + 8) * jpeg.Width + i % width * 16 + 8] - 40 * upright[i], -4, 4);

        DecodedImage tiff = ImageCodec.Decode(TiffBytes.Make(2, 3, stored, orientation));
        Assert.Equal((width, height), (tiff.Width, tiff.Height));
        Assert.Equal(upright, tiff.Pixels);
    }

    [Theory]
    [InlineData(400, 0, 400)]
    [InlineData(400, 201, 400)]
    [InlineData(400, 200, 200)]
    [InlineData(400, 64, 100)]
    [InlineData(400, 10, 50)]
    public void LargeJpegsAreReducedButNeverBelowWhatIsWanted(int side, int wanted, int expected)
    {
        byte[] file = ImageCodec.Encode(new byte[side * side * 3], side, side, 3, ImageFormat.Jpeg);
        Assert.Equal(expected, ImageCodec.Decode(file, shorterSide: wanted).Width);
    }

    [Fact]
    public void AReducedJpegIsTurnedAsWell()
    {
        byte[] file = ExifBytes.IntoJpeg(ImageCodec.Encode(new byte[64 * 128], 64, 128, 1, ImageFormat.Jpeg), 6);
        DecodedImage decoded = ImageCodec.Decode(file, shorterSide: 32);
        Assert.Equal((64, 32, 1), (decoded.Width, decoded.Height, decoded.Channels));
    }

    [Fact]
    public void AHugePictureIsRefusedBeforeItIsDecoded()
    {
        byte[] file = PngBytes.Make(100_000, 100_000, 8, 2, []);
        long before = GC.GetAllocatedBytesForCurrentThread();

        ImageException error = Assert.Throws<ImageException>(() => ImageCodec.Decode(file, pixelLimit: 1 << 26));

        Assert.Contains("100,000 x 100,000", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.WebP)]
    [InlineData(ImageFormat.Tiff)]
    [InlineData(ImageFormat.Bmp)]
    public void EveryCutIsRecognised(ImageFormat format)
    {
        byte[] file = ImageCodec.Encode(s_picture, 6, 4, 3, format);
        // BMP pads its last row with two bytes that hold nothing.
        int needed = format == ImageFormat.Bmp ? file.Length - 2 : file.Length;
        for (int length = 0; length < needed; length++)
            Assert.Throws<ImageException>(() => ImageCodec.Decode(file.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.WebP)]
    [InlineData(ImageFormat.Tiff)]
    [InlineData(ImageFormat.Bmp)]
    [InlineData(ImageFormat.Png)]
    public void ChangedBytesGiveAPictureOrAnErrorAndNothingElse(ImageFormat format)
    {
        byte[] file = ImageCodec.Encode(s_picture, 6, 4, 3, format);
        Random random = new(1);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] changed = [.. file];
            for (int i = 0; i < 3; i++) changed[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(ImageCodec.Decode(changed, pixelLimit: 1 << 20).Pixels);
            }
            catch (ImageException)
            {
                // Recognised as broken: as good as decoded.
            }
        }
    }

    [Fact]
    public void AJpegWhoseMiddleIsMissingIsRecognised()
    {
        byte[] noise = new byte[64 * 64];
        new Random(1).NextBytes(noise);
        byte[] file = ImageCodec.Encode(noise, 64, 64, 1, ImageFormat.Jpeg);
        byte[] holed = [.. file[..(file.Length / 2)], .. file[^2..]];
        Assert.Contains("damaged in the middle", Assert.Throws<ImageException>(() => ImageCodec.Decode(holed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { }, "empty")]
    [InlineData(new byte[] { (byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'9', (byte)'a' }, "GIF")]
    [InlineData(new byte[] { (byte)'<', (byte)'s', (byte)'v', (byte)'g' }, "SVG")]
    [InlineData(new byte[] { 1, 2, 3 }, "010203")]
    public void OtherFilesAreNamed(byte[] file, string named) =>
        Assert.Contains(named, Assert.Throws<ImageException>(() => ImageCodec.Decode(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void ManyThreadsDecodeAtOnce()
    {
        byte[] file = ImageCodec.Encode(s_picture, 6, 4, 3);
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(s_picture, ImageCodec.Decode(file).Pixels));
    }

    [Fact]
    public void ShrinkingTakesTheMean() => Assert.Equal([25], ImageCodec.Resize([10, 20, 30, 40], 2, 2, 1, 1, 1));

    [Fact]
    public void OpenCvTellsItsVersion() => Assert.Matches(@"^\d+\.\d+\.\d+", ImageCodec.OpenCvVersion);

    [Fact]
    public void AJpegCannotHideItsSizeBehindAMarkerThatIsNone()
    {
        // For the decoder ff 00 between segments is nothing; taken for a segment it would cover the frame header behind it.
        byte[] large = ImageCodec.Encode(new byte[64 * 64], 64, 64, 1, ImageFormat.Jpeg), small = ImageCodec.Encode(new byte[1], 1, 1, 1, ImageFormat.Jpeg);
        int length = large.Length;
        byte[] hidden = [0xff, 0xd8, 0xff, 0x00, (byte)(length >> 8), (byte)length, .. large[2..], .. small[2..]];
        Assert.Equal((64, 64), (ImageHeader.Read(hidden).Width, ImageHeader.Read(hidden).Height));
        Assert.Contains("64 x 64", Assert.Throws<ImageException>(() => ImageCodec.Decode(hidden, pixelLimit: 100)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AJpegOfVeryManyScansIsNotDecoded()
    {
        byte[] file = ImageCodec.Encode(s_picture, 6, 4, 3, ImageFormat.Jpeg);
        int scan = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xda]);
        byte[] many = [.. file[..scan], .. Enumerable.Repeat(file[scan..^2], 101).SelectMany(part => part), 0xff, 0xd9];
        Assert.Contains("100 scans", Assert.Throws<ImageException>(() => ImageCodec.Decode(many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MorePixelsThanAnArrayHoldsAreRefusedByTheHeader() =>
        Assert.Contains("40,000 x 40,000", Assert.Throws<ImageException>(() => ImageCodec.Decode(PngBytes.Make(40_000, 40_000, 8, 0, []))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(278, 1u << 28, "tiles or strips")]
    [InlineData(323, 1u << 28, "tiles or strips")]
    public void ATiffCannotAskForAStripFarLargerThanItself(int tag, uint rows, string said)
    {
        byte[] file = TiffBytes.Make(5, 3, new byte[15], 1);
        int entry = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x16, 0x01, 4, 0]);      // rows of a strip
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(entry), (ushort)tag);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 8), rows);
        Assert.Contains(said, Assert.Throws<ImageException>(() => ImageCodec.Decode(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATiffWhoseSizeIsOfAnotherTypeIsRefused()
    {
        byte[] file = TiffBytes.Make(5, 3, new byte[15], 1);
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x01, 4, 0]) + 2] = 1;     // the width, as a byte
        Assert.Contains("no width", Assert.Throws<ImageException>(() => ImageCodec.Decode(file)).Message, StringComparison.Ordinal);
    }
}
