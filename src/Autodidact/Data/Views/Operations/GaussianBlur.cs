using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodidact.Data.Views.Operations;

/// <summary>Gaussian blur with the border mirrored without repeating it, as torchvision's <c>gaussian_blur</c>.</summary>
public static class GaussianBlur
{
    /// <summary>Blurs all planes in place.</summary>
    /// <param name="planes">The picture; each side must be longer than half the kernel.</param>
    /// <param name="kernelSize">Odd, at least 1.</param>
    /// <param name="sigma">Standard deviation in pixels, above 0.</param>
    /// <param name="scratch">Working memory.</param>
    public static void Apply(Planes planes, int kernelSize, double sigma, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(scratch);
        int radius = kernelSize / 2, width = planes.Width, height = planes.Height;
        if (radius >= Math.Min(width, height))
            throw new ArgumentOutOfRangeException(nameof(kernelSize), kernelSize, $"A {height} x {width} picture can be mirrored for kernels up to {(2 * Math.Min(width, height)) - 1}.");
        Span<float> memory = scratch.Row(kernelSize + width + (2 * radius) + planes.Count + (2 * radius * width));
        Span<float> kernel = memory[..kernelSize], line = memory.Slice(kernelSize, width + (2 * radius)), tall = memory[(kernelSize + line.Length)..];
        GaussianKernel.Fill(sigma, kernel);
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            for (int y = 0; y < height; y++)
            {
                plane.Slice(y * width, width).CopyTo(line[radius..]);
                for (int i = 1; i <= radius; i++)
                    (line[radius - i], line[radius + width - 1 + i]) = (line[radius + i], line[radius + width - 1 - i]);
                Convolve(line, 1, kernel, tall.Slice((radius + y) * width, width));
            }

            for (int i = 1; i <= radius; i++)
            {
                tall.Slice((radius + i) * width, width).CopyTo(tall[((radius - i) * width)..]);
                tall.Slice((radius + height - 1 - i) * width, width).CopyTo(tall[((radius + height - 1 + i) * width)..]);
            }

            Convolve(tall, width, kernel, plane);
        }
    }

    // target[i] = sum over t of source[i + t * step] * kernel[t]: step 1 runs along rows, a step of one row runs down columns.
    private static void Convolve(ReadOnlySpan<float> source, int step, ReadOnlySpan<float> kernel, Span<float> target)
    {
        ref float first = ref MemoryMarshal.GetReference(source[..(target.Length + ((kernel.Length - 1) * step))]);
        int i = 0;
        for (; i <= target.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int tap = 0; tap < kernel.Length; tap++)
                sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, (nuint)(i + (tap * step))), Vector256.Create(kernel[tap]), sum);
            sum.CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            float sum = 0;
            for (int tap = 0; tap < kernel.Length; tap++) sum = MathF.FusedMultiplyAdd(source[i + (tap * step)], kernel[tap], sum);
            target[i] = sum;
        }
    }
}
