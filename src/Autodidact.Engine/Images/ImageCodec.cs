namespace Autodidact.Engine.Images;

/// <summary>Decodes, encodes and resizes pictures through OpenCV. Thread-safe; every call runs on the calling thread alone.</summary>
public static unsafe class ImageCodec
{
    /// <summary>The running OpenCV's version, such as "4.6.0".</summary>
    /// <exception cref="DllNotFoundException">The native library or OpenCV is missing.</exception>
    public static string OpenCvVersion => NativeImages.Version;

    /// <summary>
    /// Decodes a JPEG, PNG, WebP, BMP or TIFF file to 8 bits a channel: 16 bits are divided by 257 and rounded, alpha is
    /// composited over white, EXIF orientation is applied, palettes and CMYK become RGB; grey stays one channel.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="pixelLimit">Most pixels; the header is checked against it before anything is decoded.</param>
    /// <param name="shorterSide">
    /// Above 0: a JPEG may be decoded at 1/2, 1/4 or 1/8 as long as its shorter side keeps at least this many pixels.
    /// </param>
    /// <exception cref="ImageException">Broken, cut off, too large, or not one of the formats.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> file, long pixelLimit = long.MaxValue, int shorterSide = 0)
    {
        ImageHeader header = ImageHeader.Read(file);
        if (header.PixelCount > pixelLimit)
            throw new ImageException($"it has {header.Width:N0} x {header.Height:N0} pixels; allowed: {pixelLimit:N0} in all");
        if (header.PixelCount * 3 > Array.MaxLength)
            throw new ImageException($"it has {header.Width:N0} x {header.Height:N0} pixels; allowed: {Array.MaxLength / 3:N0} in all");
        int reduce = header.Format == ImageFormat.Jpeg && shorterSide > 0 ? Reduction(Math.Min(header.Width, header.Height), shorterSide) : 1;
        IntPtr image;
        int width, height, channels;
        fixed (byte* data = file)
        {
            if (NativeImages.Decode(data, file.Length, reduce, header.IsGrey ? 1 : 0, header.Orientation, out image, out width, out height, out channels) != 0)
                throw new ImageException($"the {header.Format} cannot be decoded: {NativeImages.LastError}");
        }
        byte[]? pixels = null;
        try
        {
            pixels = GC.AllocateUninitializedArray<byte>(checked(width * height * channels));
        }
        finally
        {
            fixed (byte* target = pixels) NativeImages.Take(image, target);
        }
        return new DecodedImage(width, height, channels, pixels);
    }

    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels"><c>[height, width, channels]</c>, red first.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="format">What to write.</param>
    /// <param name="quality">1 to 100, for JPEG and WebP.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels, ImageFormat format = ImageFormat.Png, int quality = 95)
    {
        RequireFit(pixels, width, height, channels);
        string extension = format switch { ImageFormat.Jpeg => ".jpg", ImageFormat.Png => ".png", ImageFormat.WebP => ".webp", ImageFormat.Bmp => ".bmp", _ => ".tiff" };
        IntPtr file;
        long length;
        fixed (byte* source = pixels)
        {
            if (NativeImages.Encode(source, width, height, channels, extension, quality, out file, out length) != 0)
                throw new ImageException($"a {width} x {height} picture cannot be written as {format}: {NativeImages.LastError}");
        }
        byte[]? bytes = null;
        try
        {
            bytes = GC.AllocateUninitializedArray<byte>(checked((int)length));
        }
        finally
        {
            fixed (byte* target = bytes) NativeImages.TakeFile(file, target);
        }
        return bytes;
    }

    /// <summary>Resamples: the mean over areas when both sides shrink, bilinear otherwise.</summary>
    /// <returns><c>[targetHeight, targetWidth, channels]</c>.</returns>
    public static byte[] Resize(ReadOnlySpan<byte> pixels, int width, int height, int channels, int targetWidth, int targetHeight)
    {
        RequireFit(pixels, width, height, channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetHeight, 1);
        byte[] result = GC.AllocateUninitializedArray<byte>(checked(targetWidth * targetHeight * channels));
        fixed (byte* source = pixels, target = result)
        {
            if (NativeImages.Resize(source, width, height, channels, target, targetWidth, targetHeight) != 0)
                throw new ImageException($"a {width} x {height} picture cannot be resized: {NativeImages.LastError}");
        }
        return result;
    }

    private static int Reduction(int side, int wanted) =>
        side / 8 >= wanted ? 8 : side / 4 >= wanted ? 4 : side / 2 >= wanted ? 2 : 1;

    private static void RequireFit(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        if (width < 1 || height < 1 || channels is not (1 or 3) || pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"{pixels.Length} bytes are not a {width} x {height} picture with {channels} channels (1 or 3).", nameof(pixels));
    }
}
