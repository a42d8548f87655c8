using System.Runtime.Intrinsics;

namespace Autodidact.Data.Corruptions;

/// <summary>Neighbours run into each other. Lengths are in pixels of the published parameters.</summary>
internal static class Blurs
{
    private const int Samples = 8;

    /// <summary>By a Gaussian.</summary>
    public static void Gaussian(Canvas canvas, double sigma) => canvas.Blur(sigma * canvas.Scale);

    /// <summary>By a disc, as a lens out of focus does, whose edge is softened by a Gaussian.</summary>
    public static void Defocus(Canvas canvas, (double Radius, double Edge) disc)
    {
        double radius = disc.Radius * canvas.Scale;
        // A disc within its own pixel blurs nothing.
        if (radius > 0.5) Convolve(canvas, Disc(radius));
        canvas.Blur(disc.Edge * canvas.Scale);
    }

    /// <summary>As through rough glass: blurred, each pixel that of a place near by, drawn at random, and blurred again.</summary>
    public static void Glass(Canvas canvas, (double Sigma, double Reach, int Times) glass)
    {
        Gaussian(canvas, glass.Sigma);
        int reach = Math.Max(1, (int)Math.Round(glass.Reach * canvas.Scale));
        // From so many before to one less behind, as the published pictures have it.
        for (int time = 0; time < glass.Times; time++)
            Geometry.Move(canvas, (x, y) => (x + canvas.Draws.Below(2 * reach) - reach, y + canvas.Draws.Below(2 * reach) - reach));
        Gaussian(canvas, glass.Sigma);
    }

    /// <summary>By a movement in a random direction, at most 45 degrees from level.</summary>
    public static void Motion(Canvas canvas, (double Reach, double Sigma) motion)
    {
        double degrees = canvas.Draws.Uniform(-45, 45);
        for (int channel = 0; channel < canvas.Channels; channel++)
            Along(canvas.Planes.Plane(channel), canvas.Width, canvas.Height, degrees, motion.Reach * canvas.Scale, motion.Sigma * canvas.Scale);
    }

    /// <summary>By a movement towards the scene: the mean of the picture and its centre enlarged step by step.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="zoom">The largest factor, and by how much it grows from step to step, both from 1 on.</param>
    public static void Zoom(Canvas canvas, (double Largest, double Step) zoom)
    {
        (int width, int height) = (canvas.Width, canvas.Height);
        int steps = (int)Math.Round((zoom.Largest - 1) / zoom.Step);
        double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0;
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            float[] sum = plane.ToArray(), source = plane.ToArray();
            for (int step = 0; step <= steps; step++)
            {
                double factor = 1 + (step * zoom.Step);
                for (int y = 0, place = 0; y < height; y++)
                    for (int x = 0; x < width; x++, place++) sum[place] += Grid.At(source, width, height, middleX + ((x - middleX) / factor), middleY + ((y - middleY) / factor));
            }

            for (int i = 0; i < sum.Length; i++) plane[i] = sum[i] / (steps + 2);
        }
    }

    /// <summary>Draws every value along a line, with the weights of half a Gaussian.</summary>
    /// <param name="plane"><c>[height, width]</c>, changed in place.</param>
    /// <param name="degrees">The line's direction, from level.</param>
    /// <param name="reach">Half its length in pixels, as the published parameters count it.</param>
    /// <param name="sigma">The Gaussian's deviation in pixels.</param>
    public static void Along(Span<float> plane, int width, int height, double degrees, double reach, double sigma)
    {
        float[] source = plane.ToArray();
        (double down, double across) = Math.SinCos(degrees * Math.PI / 180);
        int length = Math.Max(1, (int)Math.Round(2 * reach) + 1);
        double total = 0;
        float[] weights = new float[length];
        for (int i = 0; i < length; i++) total += Math.Exp(-i * i / (2 * sigma * sigma));
        for (int i = 0; i < length; i++) weights[i] = (float)(Math.Exp(-i * i / (2 * sigma * sigma)) / total);
        for (int y = 0, place = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, place++)
            {
                float sum = 0;
                for (int i = 0; i < length && weights[i] > 1e-4f; i++)
                    sum += weights[i] * Grid.At(source, width, height, Math.Clamp(x + (i * across), 0, width - 1), Math.Clamp(y + (i * down), 0, height - 1));
                plane[place] = sum;
            }
        }
    }

    /// <summary>The share of each pixel that a disc covers, summing to 1.</summary>
    private static float[,] Disc(double radius)
    {
        int reach = (int)Math.Ceiling(radius - 0.5);
        float[,] disc = new float[(2 * reach) + 1, (2 * reach) + 1];
        int inside = 0;
        for (int y = 0; y < disc.GetLength(0) * Samples; y++)
        {
            for (int x = 0; x < disc.GetLength(1) * Samples; x++)
            {
                double dx = ((x + 0.5) / Samples) - reach - 0.5, dy = ((y + 0.5) / Samples) - reach - 0.5;
                if ((dx * dx) + (dy * dy) > radius * radius) continue;
                disc[y / Samples, x / Samples]++;
                inside++;
            }
        }

        for (int y = 0; y < disc.GetLength(0); y++)
            for (int x = 0; x < disc.GetLength(1); x++) disc[y, x] /= inside;
        return disc;
    }

    private static void Convolve(Canvas canvas, float[,] kernel)
    {
        (int width, int height, int reach) = (canvas.Width, canvas.Height, kernel.GetLength(0) / 2);
        int[] columns = [.. Enumerable.Range(-reach, width + (2 * reach)).Select(x => Grid.Mirrored(x, width))];
        float[] line = new float[columns.Length];
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            float[] source = plane.ToArray();
            plane.Clear();
            for (int row = -reach; row < height + reach; row++)
            {
                ReadOnlySpan<float> from = source.AsSpan(Grid.Mirrored(row, height) * width, width);
                for (int i = 0; i < line.Length; i++) line[i] = from[columns[i]];
                for (int y = Math.Max(0, row - reach); y <= Math.Min(height - 1, row + reach); y++)
                {
                    Span<float> target = plane.Slice(y * width, width);
                    for (int tap = 0; tap <= 2 * reach; tap++) AddScaled(target, line.AsSpan(tap, width), kernel[row - y + reach, tap]);
                }
            }
        }
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float weight)
    {
        if (weight == 0) return;
        int i = 0;
        Vector256<float> weights = Vector256.Create(weight);
        for (; i <= target.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            Vector256.FusedMultiplyAdd(Vector256.Create(source.Slice(i, Vector256<float>.Count)), weights, Vector256.Create<float>(target.Slice(i, Vector256<float>.Count))).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] = MathF.FusedMultiplyAdd(source[i], weight, target[i]);
    }
}
