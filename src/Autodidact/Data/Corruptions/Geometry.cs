namespace Autodidact.Data.Corruptions;

/// <summary>Parts are turned, hidden or moved.</summary>
internal static class Geometry
{
    // Cells a side of which some are hidden; Naseer et al. hide patches of a 14 x 14 grid, which small pictures cannot be cut into.
    private const int Cells = 8;

    /// <summary>Turns by an angle, to the left or the right; what comes in from beyond the border is the picture, mirrored.</summary>
    public static void Rotate(Canvas canvas, double degrees)
    {
        (double sine, double cosine) = Math.SinCos((canvas.Draws.Chance(0.5) ? degrees : -degrees) * Math.PI / 180);
        double middleX = (canvas.Width - 1) / 2.0, middleY = (canvas.Height - 1) / 2.0;
        Move(canvas, (x, y) => (middleX + ((x - middleX) * cosine) - ((y - middleY) * sine), middleY + ((x - middleX) * sine) + ((y - middleY) * cosine)));
    }

    /// <summary>Covers a share of the cells of an 8 x 8 grid with middle grey, drawn at random; a larger share covers the same cells and more.</summary>
    public static void Occlude(Canvas canvas, double share)
    {
        int[] order = [.. Enumerable.Range(0, Cells * Cells)];
        canvas.Draws.Shuffle(order.AsSpan());
        foreach (int cell in order.AsSpan(0, (int)Math.Round(share * order.Length)))
        {
            (int top, int height) = Part(cell / Cells, Cells, canvas.Height);
            (int left, int width) = Part(cell % Cells, Cells, canvas.Width);
            for (int channel = 0; channel < canvas.Channels; channel++)
                for (int y = top; y < top + height; y++) canvas.Planes.Plane(channel).Slice((y * canvas.Width) + left, width).Fill(0.5f);
        }
    }

    /// <summary>Cuts the picture into parts of one size, so many a side, and puts them together in a random order; what is left at the right and below stays.</summary>
    public static void Shuffle(Canvas canvas, int parts)
    {
        int across = Math.Min(parts, canvas.Width), down = Math.Min(parts, canvas.Height), width = canvas.Width / across, height = canvas.Height / down;
        int[] order = [.. Enumerable.Range(0, across * down)];
        canvas.Draws.Shuffle(order.AsSpan());
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            float[] source = plane.ToArray();
            for (int part = 0; part < order.Length; part++)
            {
                for (int y = 0; y < height; y++)
                {
                    int from = (((order[part] / across * height) + y) * canvas.Width) + (order[part] % across * width);
                    source.AsSpan(from, width).CopyTo(plane[((((part / across * height) + y) * canvas.Width) + (part % across * width))..]);
                }
            }
        }
    }

    /// <summary>Fetches every pixel from a place between pixels, given by its column and row.</summary>
    public static void Move(Canvas canvas, Func<int, int, (double X, double Y)> from)
    {
        (int width, int height) = (canvas.Width, canvas.Height);
        float[][] sources = [.. Enumerable.Range(0, canvas.Channels).Select(channel => canvas.Planes.Plane(channel).ToArray())];
        for (int y = 0, i = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, i++)
            {
                (double fromX, double fromY) = from(x, y);
                for (int channel = 0; channel < sources.Length; channel++) canvas.Planes.Plane(channel)[i] = Grid.At(sources[channel], width, height, fromX, fromY);
            }
        }
    }

    private static (int Start, int Length) Part(int number, int parts, int length)
    {
        int start = number * length / parts;
        return (start, ((number + 1) * length / parts) - start);
    }
}
