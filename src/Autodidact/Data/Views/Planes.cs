using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodidact.Data.Views;

/// <summary>
/// A picture while it is being changed: three planes (red, green, blue) of 32-bit floats, nominally 0..1, each row by row
/// (<c>[3, height, width]</c>). Reused from sample to sample, so it allocates only when it grows.
/// </summary>
/// <remarks>
/// A plane is padded to whole vectors of eight, and the operations run over the padding too: it holds no pixels, and
/// reading it as a pixel is a mistake. Vectors have the same width on every processor, so that sums, and with them the
/// pixels of a run, are the same everywhere.
/// </remarks>
public sealed class Planes
{
    private float[] _values = [];
    private int _stride;

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Pixels of one plane.</summary>
    public int Count => Width * Height;

    /// <summary>The red plane, <c>[height, width]</c>.</summary>
    public Span<float> Red => Plane(0);

    /// <summary>The green plane, <c>[height, width]</c>.</summary>
    public Span<float> Green => Plane(1);

    /// <summary>The blue plane, <c>[height, width]</c>.</summary>
    public Span<float> Blue => Plane(2);

    /// <summary>Plane <paramref name="channel"/> (0 red, 1 green, 2 blue), <c>[height, width]</c>.</summary>
    public Span<float> Plane(int channel) => _values.AsSpan(channel * _stride, Count);

    /// <summary>Plane <paramref name="channel"/> as vectors, with its padding.</summary>
    public Span<Vector256<float>> Vectors(int channel) =>
        MemoryMarshal.Cast<float, Vector256<float>>(_values.AsSpan(channel * _stride, _stride));

    /// <summary>All three planes as vectors, with their padding.</summary>
    public Span<Vector256<float>> AllVectors => MemoryMarshal.Cast<float, Vector256<float>>(_values.AsSpan(0, 3 * _stride));

    /// <summary>Gives the planes another size. The pixels are undefined afterwards.</summary>
    public void Reshape(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, _stride) = (width, height, ((width * height) + 7) & ~7);
        if (_values.Length < 3 * _stride) _values = new float[3 * _stride];
    }

    /// <summary>Takes a picture as it is: value / 255; a grey one fills all three planes.</summary>
    public void Load(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Reshape(image.Width, image.Height);
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = Plane(channel);
            int source = image.Channels == 3 ? channel : 0;
            for (int i = 0; i < plane.Length; i++, source += image.Channels) plane[i] = pixels[source] / 255f;
        }
    }

    /// <summary>Back to 8 bits: clamped to 0..1, times 255, rounded to nearest.</summary>
    public Image ToImage()
    {
        byte[] pixels = new byte[3 * Count];
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = Plane(channel);
            for (int i = 0; i < plane.Length; i++) pixels[(3 * i) + channel] = (byte)MathF.Round(255 * Math.Clamp(plane[i], 0, 1));
        }

        return new Image(Width, Height, 3, pixels);
    }
}
