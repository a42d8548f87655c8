namespace Autodidact.Data;

/// <summary>
/// A picture in memory: 8 bits a channel, row-major, channels interleaved (<c>[height, width, channels]</c>), grey
/// (one channel) or red, green, blue (three). Immutable and safe to share between threads.
/// </summary>
public sealed class Image
{
    private readonly ReadOnlyMemory<byte> _pixels;

    /// <summary>Takes over <paramref name="pixels"/> without copying; it must not be written to afterwards.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="pixels">Exactly <c>height * width * channels</c> bytes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    public Image(int width, int height, int channels, ReadOnlyMemory<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentException($"A picture has 1 (grey) or 3 (red, green, blue) channels, not {channels}.", nameof(channels));
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"A {width} x {height} picture with {channels} channels has {(long)width * height * channels} bytes, not {pixels.Length}.", nameof(pixels));
        (Width, Height, Channels, _pixels) = (width, height, channels, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 (grey) or 3 (red, green, blue, in this order).</summary>
    public int Channels { get; }

    /// <summary>The bytes, <c>[height, width, channels]</c>.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.Span;

    /// <summary>The same bytes as memory that may be kept.</summary>
    public ReadOnlyMemory<byte> Memory => _pixels;

    /// <summary>Itself when it has three channels; otherwise a copy with the grey value in all three.</summary>
    public Image ToRgb()
    {
        if (Channels == 3) return this;
        byte[] rgb = new byte[Width * Height * 3];
        ReadOnlySpan<byte> grey = Pixels;
        for (int i = 0, o = 0; i < grey.Length; i++, o += 3)
            rgb[o] = rgb[o + 1] = rgb[o + 2] = grey[i];
        return new Image(Width, Height, 3, rgb);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Width} x {Height}, {(Channels == 1 ? "grey" : "RGB")}";
}
