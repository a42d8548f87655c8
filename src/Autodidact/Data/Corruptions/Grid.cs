using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Corruptions;

/// <summary>Numbers over the pixels of a picture: layers of snow, fog and drops, and how far pixels move.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values"><c>[height, width]</c>.</param>
internal sealed record Grid(int Width, int Height, float[] Values)
{
    public Grid(int width, int height) : this(width, height, new float[width * height])
    {
    }

    /// <summary>Normal values, each by itself.</summary>
    public static Grid Normal(int width, int height, ref Draws draws, double mean = 0, double deviation = 1)
    {
        Grid grid = new(width, height);
        foreach (ref float value in grid.Values.AsSpan()) value = (float)(mean + (deviation * RandomValues.Normal(ref draws)));
        return grid;
    }

    /// <summary>Smooth noise of mean 0 and deviation 1: normal values, blurred and scaled to what blurring has left.</summary>
    /// <param name="sigma">Deviation of the blur, in pixels.</param>
    public static Grid Smooth(int width, int height, double sigma, ref Draws draws)
    {
        Grid grid = Normal(width, height, ref draws);
        float[] kernel = KernelOf(sigma, width, height);
        float left = kernel.Sum(weight => weight * weight);
        grid.Blur(kernel);
        foreach (ref float value in grid.Values.AsSpan()) value /= left;
        return grid;
    }

    /// <summary>Blurs by a Gaussian; nothing happens at 0.</summary>
    public void Blur(double sigma)
    {
        if (sigma > 0) Blur(KernelOf(sigma, Width, Height));
    }

    /// <summary>The value between pixels, bilinear, beyond the border that of the border, mirrored without repeating it.</summary>
    public static float At(ReadOnlySpan<float> values, int width, int height, double x, double y)
    {
        double left = Math.Floor(x), top = Math.Floor(y);
        float across = (float)(x - left), down = (float)(y - top);
        int x0 = Mirrored((int)left, width), x1 = Mirrored((int)left + 1, width), y0 = Mirrored((int)top, height) * width, y1 = Mirrored((int)top + 1, height) * width;
        float upper = values[y0 + x0] + (across * (values[y0 + x1] - values[y0 + x0]));
        float lower = values[y1 + x0] + (across * (values[y1 + x1] - values[y1 + x0]));
        return upper + (down * (lower - upper));
    }

    /// <summary>A place within 0 to <paramref name="count"/> - 1 for any whole number: the line, back and forth.</summary>
    public static int Mirrored(int at, int count)
    {
        if ((uint)at < (uint)count) return at;
        if (count == 1) return 0;
        int period = 2 * (count - 1);
        at = ((at % period) + period) % period;
        return at < count ? at : period - at;
    }

    private static float[] KernelOf(double sigma, int width, int height)
    {
        float[] kernel = new float[(2 * Math.Min((int)Math.Ceiling(4 * sigma), Math.Min(width, height) - 1)) + 1];
        GaussianKernel.Fill(sigma, kernel);
        return kernel;
    }

    private void Blur(ReadOnlySpan<float> kernel)
    {
        int radius = kernel.Length / 2;
        float[] rows = new float[Values.Length];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                float sum = 0;
                for (int tap = 0; tap < kernel.Length; tap++) sum += kernel[tap] * Values[(y * Width) + Mirrored(x + tap - radius, Width)];
                rows[(y * Width) + x] = sum;
            }
        }

        Array.Clear(Values);
        for (int y = 0; y < Height; y++)
        {
            Span<float> target = Values.AsSpan(y * Width, Width);
            for (int tap = 0; tap < kernel.Length; tap++)
            {
                ReadOnlySpan<float> source = rows.AsSpan(Mirrored(y + tap - radius, Height) * Width, Width);
                for (int x = 0; x < target.Length; x++) target[x] += kernel[tap] * source[x];
            }
        }
    }
}
