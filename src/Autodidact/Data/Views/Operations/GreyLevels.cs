namespace Autodidact.Data.Views.Operations;

/// <summary>Operations that are defined on the 256 grey levels of 8-bit pictures, with the results of torchvision and PIL.</summary>
public static class GreyLevels
{
    /// <summary>Keeps the <paramref name="bits"/> highest bits of each value, 0..8.</summary>
    public static Image Posterize(Image image, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 8);
        byte mask = (byte)(0xFF << (8 - bits));
        return Map(image, (_, table) =>
        {
            for (int level = 0; level < table.Length; level++) table[level] = (byte)(level & mask);
        });
    }

    /// <summary>Spreads each channel's values so that every level is about equally frequent.</summary>
    public static Image Equalize(Image image) => Map(image, (histogram, table) =>
    {
        int last = Array.FindLastIndex(histogram, count => count > 0);
        int step = (histogram.Sum() - histogram[last]) / 255, sum = step / 2;
        for (int level = 0; level < table.Length; level++)
        {
            table[level] = step == 0 ? (byte)level : (byte)Math.Min(255, sum / step);
            sum += histogram[level];
        }
    });

    /// <summary>A Gaussian of standard deviation <paramref name="radius"/> as PIL's <c>GaussianBlur</c> makes it: three box blurs each way, rounded each time.</summary>
    /// <remarks>Its cost does not depend on the radius. Gwosdek et al. 2011, "Theoretical foundations of Gaussian convolution by extended box filtering".</remarks>
    public static Image BoxGaussian(Image image, double radius)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        const int passes = 3;
        // In single precision, as PIL computes it: the weights below have 24 bits, and the last ones decide roundings.
        float variance = (float)radius * (float)radius / passes, length = (float)Math.Sqrt((12.0 * variance) + 1);
        float whole = MathF.Floor((length - 1) / 2), part = ((2 * whole) + 1) * ((whole * (whole + 1)) - (3 * variance));
        float extent = whole + (part / (6 * (variance - ((whole + 1) * (whole + 1)))));
        (int width, int height, int channels) = (image.Width, image.Height, image.Channels);
        byte[] pixels = image.Pixels.ToArray(), line = new byte[Math.Max(width, height)];
        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = 0; i < height * channels; i++)
                BoxBlur(pixels, (i / channels * width * channels) + (i % channels), channels, line.AsSpan(0, width), (int)whole, extent);
        }

        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = 0; i < width * channels; i++) BoxBlur(pixels, i, width * channels, line.AsSpan(0, height), (int)whole, extent);
        }

        return new Image(width, height, channels, pixels);
    }

    // A box whose two outermost pixels count only in part, in fixed point with 24 bits; the border pixel is repeated.
    private static void BoxBlur(byte[] pixels, int first, int step, Span<byte> line, int radius, float extent)
    {
        uint full = (uint)((1 << 24) / ((extent * 2) + 1)), rest = (uint)(((1 << 24) - (((radius * 2) + 1) * full)) / 2);
        for (int i = 0; i < line.Length; i++) line[i] = pixels[first + (i * step)];
        int last = line.Length - 1;
        uint sum = 0;
        for (int i = -radius - 1; i < radius; i++) sum += line[Math.Clamp(i, 0, last)];
        for (int i = 0; i <= last; i++)
        {
            byte leaving = line[Math.Max(i - radius - 1, 0)];
            sum += (uint)line[Math.Min(i + radius, last)] - leaving;
            uint ends = (uint)leaving + line[Math.Min(i + radius + 1, last)];
            pixels[first + (i * step)] = (byte)(((sum * full) + (ends * rest) + (1 << 23)) >> 24);
        }
    }

    private static Image Map(Image image, Action<int[], byte[]> fill)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] pixels = image.Pixels.ToArray(), table = new byte[256];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            int[] histogram = new int[256];
            for (int i = channel; i < pixels.Length; i += image.Channels) histogram[pixels[i]]++;
            fill(histogram, table);
            for (int i = channel; i < pixels.Length; i += image.Channels) pixels[i] = table[pixels[i]];
        }

        return new Image(image.Width, image.Height, image.Channels, pixels);
    }
}
