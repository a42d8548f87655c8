using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        int framed = width + 2;
        // With a border around it every pixel has eight neighbours.
        Span<float> frame = scratch.Row(framed * (height + 2));
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            for (int y = -1; y <= height; y++)
            {
                ReadOnlySpan<float> row = plane.Slice(Mirrored(y, height) * width, width);
                Span<float> target = frame.Slice((y + 1) * framed, framed);
                row.CopyTo(target[1..]);
                (target[0], target[^1]) = (row[Mirrored(-1, width)], row[Mirrored(width, width)]);
            }

            for (int y = 0; y < height; y++)
                Row(frame.Slice(y * framed, 3 * framed), framed, plane.Slice(y * width, width));
        }
    }

    private static void Row(ReadOnlySpan<float> three, int framed, Span<float> target)
    {
        ref float above = ref MemoryMarshal.GetReference(three);
        int x = 0;
        for (; x <= target.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            nuint a = (nuint)x, b = (nuint)(framed + x), c = (nuint)((2 * framed) + x);
            Vector256<float> aboveLeft = Vector256.LoadUnsafe(ref above, a), aboveRight = Vector256.LoadUnsafe(ref above, a + 2);
            Vector256<float> belowLeft = Vector256.LoadUnsafe(ref above, c), belowRight = Vector256.LoadUnsafe(ref above, c + 2);
            Vector256<float> across = aboveRight - aboveLeft + ((Vector256.LoadUnsafe(ref above, b + 2) - Vector256.LoadUnsafe(ref above, b)) * 2f) + belowRight - belowLeft;
            Vector256<float> down = belowLeft - aboveLeft + ((Vector256.LoadUnsafe(ref above, c + 1) - Vector256.LoadUnsafe(ref above, a + 1)) * 2f) + belowRight - aboveRight;
            Vector256.Min(Vector256<float>.One, Vector256.Sqrt((across * across) + (down * down)) * 0.25f).CopyTo(target[x..]);
        }

        for (; x < target.Length; x++)
        {
            ReadOnlySpan<float> a = three.Slice(x, 3), b = three.Slice(framed + x, 3), c = three.Slice((2 * framed) + x, 3);
            float across = a[2] - a[0] + ((b[2] - b[0]) * 2) + c[2] - c[0], down = c[0] - a[0] + ((c[1] - a[1]) * 2) + c[2] - a[2];
            target[x] = Math.Min(1, MathF.Sqrt((across * across) + (down * down)) * 0.25f);
        }
    }

    private static int Mirrored(int at, int count) => count == 1 ? 0 : at < 0 ? 1 : at == count ? count - 2 : at;
}
