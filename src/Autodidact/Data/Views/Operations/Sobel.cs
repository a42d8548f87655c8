namespace Autodidact.Data.Views.Operations;

/// <summary>The Sobel operator: how steep a picture is.</summary>
public static class Sobel
{
    /// <summary>
    /// Replaces each value by the length of the gradient there, <c>sqrt(x^2 + y^2) / 4</c> clamped to 0..1, each channel by itself, so
    /// that a step from 0 to 1 along a row or column gives 1. The border is mirrored without repeating it.
    /// </summary>
    public static void Apply(Planes planes, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(scratch);
        (int width, int height) = (planes.Width, planes.Height);
        Span<float> copy = scratch.Row(planes.Count);
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            plane.CopyTo(copy);
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<float> above = copy.Slice(Mirrored(y - 1, height) * width, width), own = copy.Slice(y * width, width);
                ReadOnlySpan<float> below = copy.Slice(Mirrored(y + 1, height) * width, width);
                for (int x = 0; x < width; x++)
                {
                    int left = Mirrored(x - 1, width), right = Mirrored(x + 1, width);
                    float across = above[right] - above[left] + (2 * (own[right] - own[left])) + below[right] - below[left];
                    float down = below[left] - above[left] + (2 * (below[x] - above[x])) + below[right] - above[right];
                    plane[(y * width) + x] = Math.Min(1, MathF.Sqrt((across * across) + (down * down)) / 4);
                }
            }
        }
    }

    private static int Mirrored(int at, int count) => count == 1 ? 0 : at < 0 ? 1 : at == count ? count - 2 : at;
}
