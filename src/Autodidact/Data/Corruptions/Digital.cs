using Autodidact.Engine.Images;

namespace Autodidact.Data.Corruptions;

/// <summary>What light, a file or a screen does. Lengths are in pixels of the published parameters.</summary>
internal static class Digital
{
    /// <summary>Adds to the value of hue, saturation and value.</summary>
    public static void Brightness(Canvas canvas, double added) => OfPixels(canvas, (largest, _) =>
    {
        float wanted = Math.Clamp(largest + (float)added, 0, 1);
        return largest > 0 ? (wanted / largest, 0) : (0, wanted);
    });

    /// <summary>Multiplies the saturation and adds to it. A pixel without colour stays as it is, since it has no hue either.</summary>
    public static void Saturate(Canvas canvas, (double Factor, double Added) saturation)
    {
        if (canvas.Channels == 1) return;
        OfPixels(canvas, (largest, smallest) =>
        {
            if (largest <= smallest) return (1, 0);
            float saturated = (largest - smallest) / largest;
            float ratio = Math.Clamp((saturated * (float)saturation.Factor) + (float)saturation.Added, 0, 1) / saturated;
            return (ratio, largest * (1 - ratio));
        });
    }

    /// <summary>Moves each channel towards its mean.</summary>
    public static void Contrast(Canvas canvas, double left)
    {
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            double sum = 0;
            foreach (float value in plane) sum += value;
            float mean = (float)(sum / plane.Length);
            foreach (ref float value in plane) value = mean + ((value - mean) * (float)left);
        }
    }

    /// <summary>Stretches: three points move at random and the picture with them, and every pixel a little by itself, as its neighbours do (Simard, Steinkraus and Platt 2003).</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="elastic">How far pixels are moved before that is blurred, the blur's deviation, and how far points move at most.</param>
    public static void Elastic(Canvas canvas, (double Reach, double Sigma, double Points) elastic)
    {
        (int width, int height) = (canvas.Width, canvas.Height);
        double far = elastic.Points * canvas.Scale, middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0, third = Math.Max(1, Math.Min(width, height) / 3);
        (double X, double Y)[] moves = [Move(canvas, far), Move(canvas, far), Move(canvas, far)];
        float[] across = [], down = [];
        // What is left of uniform values of deviation 1 / sqrt(3) by the published blur.
        double own = elastic.Sigma > 0 ? canvas.Scale * elastic.Reach / (Math.Sqrt(3) * 2 * elastic.Sigma * Math.Sqrt(Math.PI)) : 0;
        if (own > 0)
        {
            across = Grid.Smooth(width, height, elastic.Sigma * canvas.Scale, ref canvas.Draws).Values;
            down = Grid.Smooth(width, height, elastic.Sigma * canvas.Scale, ref canvas.Draws).Values;
        }

        Geometry.Move(canvas, (x, y) =>
        {
            int place = (y * width) + x;
            (double fromX, double fromY) = own > 0 ? (x + (own * across[place]), y + (own * down[place])) : (x, y);
            double u = (((fromX - middleX) / third) - 1) / 2, v = (((fromY - middleY) / third) + 1) / 2;
            return (fromX + moves[1].X + (v * (moves[0].X - moves[1].X)) + (u * (moves[1].X - moves[2].X)),
                fromY + moves[1].Y + (v * (moves[0].Y - moves[1].Y)) + (u * (moves[1].Y - moves[2].Y)));
        });
    }

    /// <summary>Makes the picture smaller, each pixel the mean of what it covers, and large again without smoothing.</summary>
    public static void Pixelate(Canvas canvas, double factor)
    {
        Image image = canvas.ToImage();
        int width = Math.Max(1, (int)(image.Width * factor)), height = Math.Max(1, (int)(image.Height * factor));
        byte[] small = ImageCodec.Resize(image.Pixels, image.Width, image.Height, image.Channels, width, height);
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            for (int y = 0, i = 0; y < image.Height; y++)
            {
                int row = ((2 * y) + 1) * height / (2 * image.Height);
                for (int x = 0; x < image.Width; x++, i++)
                    plane[i] = small[((((row * width) + (((2 * x) + 1) * width / (2 * image.Width))) * image.Channels) + channel)] / 255f;
            }
        }
    }

    /// <summary>Writes the picture as JPEG and reads it.</summary>
    public static void Jpeg(Canvas canvas, int quality)
    {
        Image image = canvas.ToImage();
        DecodedImage read = ImageCodec.Decode(ImageCodec.Encode(image.Pixels, image.Width, image.Height, image.Channels, ImageFormat.Jpeg, quality));
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            for (int i = 0; i < plane.Length; i++) plane[i] = read.Pixels[(i * read.Channels) + Math.Min(channel, read.Channels - 1)] / 255f;
        }
    }

    private static (double X, double Y) Move(Canvas canvas, double far) => (canvas.Draws.Uniform(-far, far), canvas.Draws.Uniform(-far, far));

    /// <summary>Changes each pixel by a factor and what is added, found from its largest and smallest value.</summary>
    private static void OfPixels(Canvas canvas, Func<float, float, (float Factor, float Added)> change)
    {
        for (int i = 0; i < canvas.Planes.Count; i++)
        {
            float largest = 0, smallest = 1;
            for (int channel = 0; channel < canvas.Channels; channel++)
                (largest, smallest) = (Math.Max(largest, canvas.Planes.Plane(channel)[i]), Math.Min(smallest, canvas.Planes.Plane(channel)[i]));
            (float factor, float added) = change(largest, smallest);
            for (int channel = 0; channel < canvas.Channels; channel++)
            {
                ref float value = ref canvas.Planes.Plane(channel)[i];
                value = Math.Clamp((value * factor) + added, 0, 1);
            }
        }
    }
}
