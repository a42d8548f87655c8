using Autodidact.Data.Views;

namespace Autodidact.Data.Corruptions;

/// <summary>What stands between camera and scene. Lengths are in pixels of the published parameters.</summary>
internal static class Weather
{
    // Rows and columns; what is larger is covered by the same cloud again.
    private const int LargestCloud = 1024;

    private static readonly (float, float, float) s_water = (175 / 255f, 238 / 255f, 238 / 255f), s_mud = (63 / 255f, 42 / 255f, 20 / 255f), s_ice = (0.86f, 0.94f, 1f);

    /// <summary>Whitens the picture, and lets flakes fall, drawn long by their movement.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="snow">Flakes: mean and deviation of the noise that they are the peaks of, its size, what counts as a peak, how far they are drawn out (reach and deviation); and what is left of the picture's own tones.</param>
    public static void Snow(Canvas canvas, (double Mean, double Deviation, double Size, double Peak, double Reach, double Sigma, double Left) snow)
    {
        Grid flakes = Enlarged(Grid.Normal(canvas.Width, canvas.Height, ref canvas.Draws, snow.Mean, snow.Deviation), Math.Max(1, snow.Size * canvas.Scale));
        foreach (ref float value in flakes.Values.AsSpan()) value = value < snow.Peak ? 0 : Math.Min(1, value);
        Blurs.Along(flakes.Values, flakes.Width, flakes.Height, canvas.Draws.Uniform(-135, -45), snow.Reach * canvas.Scale, snow.Sigma * canvas.Scale);
        float left = (float)snow.Left;
        for (int i = 0, last = canvas.Planes.Count - 1; i <= last; i++)
        {
            float white = (1.5f * canvas.Brightness(i)) + 0.5f, flake = flakes.Values[i] + flakes.Values[last - i];
            for (int channel = 0; channel < canvas.Channels; channel++)
            {
                ref float value = ref canvas.Planes.Plane(channel)[i];
                value = Math.Clamp((left * value) + ((1 - left) * Math.Max(value, white)) + flake, 0, 1);
            }
        }
    }

    /// <summary>Lays frost over the picture. The published one is cut out of six photographs; this one is generated: needles of ice in a few directions over a thin cover.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="frost">What is left of the picture, and how much of the frost is added.</param>
    public static void Frost(Canvas canvas, (double Left, double Added) frost)
    {
        (int width, int height) = (canvas.Width, canvas.Height);
        double side = Math.Min(width, height);
        Grid ice = new(width, height);
        for (int layer = 0; layer < 4; layer++)
        {
            Grid needles = Grid.Smooth(width, height, Math.Max(0.5, side / 90), ref canvas.Draws);
            foreach (ref float value in needles.Values.AsSpan()) value = Math.Max(0, value - 0.8f);
            Blurs.Along(needles.Values, width, height, canvas.Draws.Uniform(0, 360), side / 6, side / 9);
            for (int i = 0; i < ice.Values.Length; i++) ice.Values[i] = Math.Max(ice.Values[i], needles.Values[i]);
        }

        Grid cover = Grid.Smooth(width, height, side / 8, ref canvas.Draws);
        for (int i = 0; i < ice.Values.Length; i++)
        {
            float own = Math.Clamp(0.25f + (0.1f * cover.Values[i]) + (2.2f * ice.Values[i] * Math.Clamp(0.6f + (0.5f * cover.Values[i]), 0, 1.2f)), 0, 1);
            for (int channel = 0; channel < canvas.Channels; channel++)
            {
                ref float value = ref canvas.Planes.Plane(channel)[i];
                value = Math.Clamp(((float)frost.Left * value) + ((float)frost.Added * own * canvas.Tint(channel, s_ice)), 0, 1);
            }
        }
    }

    /// <summary>Adds a cloud of all sizes (the diamond-square fractal of Fournier, Fussell and Carpenter 1982) and brings the picture back into its range.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="fog">How much is added, and how fast details fade with their size.</param>
    public static void Fog(Canvas canvas, (double Added, double Decay) fog)
    {
        Grid cloud = Plasma(canvas.Width, canvas.Height, fog.Decay, ref canvas.Draws);
        float most = 0;
        for (int channel = 0; channel < canvas.Channels; channel++)
            foreach (float value in canvas.Planes.Plane(channel)) most = Math.Max(most, value);
        float added = (float)fog.Added, scale = most / (most + added);
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            for (int i = 0; i < plane.Length; i++) plane[i] = Math.Clamp((plane[i] + (added * cloud.Values[i])) * scale, 0, 1);
        }
    }

    /// <summary>Splashes water or mud on the lens. Drops of water are drawn more simply than the published ones: lit where their surface rises.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="spatter">Drops: mean, deviation and blur of the noise that they are the peaks of, and what counts as a peak; how much water is added, or the blur of mud's edge; and whether it is mud.</param>
    public static void Spatter(Canvas canvas, (double Mean, double Deviation, double Sigma, double Peak, double Strength, bool Mud) spatter)
    {
        Grid liquid = Grid.Smooth(canvas.Width, canvas.Height, spatter.Sigma * canvas.Scale, ref canvas.Draws);
        // As much is left of the deviation as the published blur leaves of it.
        double deviation = spatter.Deviation / (2 * spatter.Sigma * Math.Sqrt(Math.PI));
        float peak = (float)((spatter.Peak - spatter.Mean) / deviation);
        Grid drops = spatter.Mud ? Mud(liquid, peak, spatter.Strength * canvas.Scale) : Water(liquid, peak, (float)spatter.Strength);
        for (int channel = 0; channel < canvas.Channels; channel++)
        {
            Span<float> plane = canvas.Planes.Plane(channel);
            float tint = canvas.Tint(channel, spatter.Mud ? s_mud : s_water);
            for (int i = 0; i < plane.Length; i++) plane[i] = Math.Clamp((plane[i] * (spatter.Mud ? 1 - drops.Values[i] : 1)) + (tint * drops.Values[i]), 0, 1);
        }
    }

    private static Grid Mud(Grid liquid, float peak, double sigma)
    {
        Grid drops = new(liquid.Width, liquid.Height, [.. liquid.Values.Select(value => value > peak ? 1f : 0)]);
        drops.Blur(sigma);
        foreach (ref float value in drops.Values.AsSpan()) value = value < 0.8f ? 0 : value;
        return drops;
    }

    private static Grid Water(Grid liquid, float peak, float strength)
    {
        Grid drops = new(liquid.Width, liquid.Height);
        float steepest = 1e-6f;
        for (int y = 0, i = 0; y < liquid.Height; y++)
        {
            for (int x = 0; x < liquid.Width; x++, i++)
            {
                if (liquid.Values[i] <= peak) continue;
                int before = (Math.Max(0, y - 1) * liquid.Width) + Math.Max(0, x - 1), behind = (Math.Min(liquid.Height - 1, y + 1) * liquid.Width) + Math.Min(liquid.Width - 1, x + 1);
                drops.Values[i] = 1e-3f + Math.Max(0, liquid.Values[behind] - liquid.Values[before]);
                steepest = Math.Max(steepest, drops.Values[i]);
            }
        }

        foreach (ref float value in drops.Values.AsSpan())
            if (value > 0) value = strength * (0.4f + (0.6f * value / steepest));
        return drops;
    }

    /// <summary>The centre of a grid, enlarged to its whole.</summary>
    private static Grid Enlarged(Grid grid, double factor)
    {
        Grid large = new(grid.Width, grid.Height);
        double middleX = (grid.Width - 1) / 2.0, middleY = (grid.Height - 1) / 2.0;
        for (int y = 0, i = 0; y < grid.Height; y++)
            for (int x = 0; x < grid.Width; x++, i++) large.Values[i] = Grid.At(grid.Values, grid.Width, grid.Height, middleX + ((x - middleX) / factor), middleY + ((y - middleY) / factor));
        return large;
    }

    /// <summary>A cloud between 0 and 1. It goes on beyond its border at the other side, so that one of the shorter side covers a long picture too.</summary>
    private static Grid Plasma(int width, int height, double decay, ref Draws draws)
    {
        int size = 2;
        while (size < Math.Min(LargestCloud, Math.Min(width, height))) size *= 2;
        double[] map = new double[size * size];
        double reach = 1;
        for (int step = size; step >= 2; step /= 2, reach /= decay * decay)
        {
            int half = step / 2;
            for (int y = 0; y < size; y += step)
                for (int x = 0; x < size; x += step)
                    map[Place(x + half, y + half)] = ((map[Place(x, y)] + map[Place(x + step, y)] + map[Place(x, y + step)] + map[Place(x + step, y + step)]) / 4) + draws.Uniform(-reach, reach);
            for (int y = 0; y < size; y += half)
                for (int x = (y / half) % 2 == 0 ? half : 0; x < size; x += step)
                    map[Place(x, y)] = ((map[Place(x - half, y)] + map[Place(x + half, y)] + map[Place(x, y - half)] + map[Place(x, y + half)]) / 4) + draws.Uniform(-reach, reach);
        }

        double low = map.Min(), range = Math.Max(map.Max() - low, 1e-12);
        Grid cloud = new(width, height);
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++, i++) cloud.Values[i] = (float)((map[Place(x, y)] - low) / range);
        return cloud;

        int Place(int x, int y) => (((y + size) % size) * size) + ((x + size) % size);
    }
}
