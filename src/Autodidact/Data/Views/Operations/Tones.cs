using System.Runtime.Intrinsics;

namespace Autodidact.Data.Views.Operations;

/// <summary>Changes of tone that know no colour, with the semantics of torchvision's functions on float tensors.</summary>
public static class Tones
{
    /// <summary>The negative: <c>1 - value</c>.</summary>
    public static void Invert(Planes planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        foreach (ref Vector256<float> value in planes.AllVectors) value = Vector256<float>.One - value;
    }

    /// <summary>The negative where a value is at least <paramref name="threshold"/>.</summary>
    public static void Solarize(Planes planes, float threshold)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Vector256<float> border = Vector256.Create(threshold);
        foreach (ref Vector256<float> value in planes.AllVectors)
            value = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(value, border), Vector256<float>.One - value, value);
    }

    /// <summary>Stretches each channel so that its darkest value becomes 0 and its brightest 1. A constant channel stays.</summary>
    public static void AutoContrast(Planes planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            float low = float.MaxValue, high = float.MinValue;
            foreach (float value in plane) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (low == high) continue;
            float scale = 1 / (high - low);
            foreach (ref float value in plane) value = Math.Clamp((value - low) * scale, 0, 1);
        }
    }

    /// <summary>Blends with a 3 x 3 smoothed copy (centre 5, neighbours 1, over 13; border pixels stay): 0 is the copy, 1 changes nothing, 2 sharpens.</summary>
    public static void Sharpness(Planes planes, float factor, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(scratch);
        int width = planes.Width;
        Span<float> copy = scratch.Row(planes.Count);
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            plane.CopyTo(copy);
            foreach (ref float value in plane) value = Math.Clamp(value, 0, 1);
            for (int y = 1; y < planes.Height - 1; y++)
            {
                for (int x = 1, i = (y * width) + 1; x < width - 1; x++, i++)
                {
                    float above = copy[i - width - 1] + copy[i - width] + copy[i - width + 1];
                    float below = copy[i + width - 1] + copy[i + width] + copy[i + width + 1];
                    float smooth = (above + copy[i - 1] + (5 * copy[i]) + copy[i + 1] + below) / 13;
                    plane[i] = Math.Clamp((factor * copy[i]) + ((1 - factor) * smooth), 0, 1);
                }
            }
        }
    }

    /// <summary>Sets a rectangle to <paramref name="value"/>: random erasing (Zhong et al. 2017, arXiv:1708.04896).</summary>
    public static void Erase(Planes planes, Region region, float value = 0)
    {
        ArgumentNullException.ThrowIfNull(planes);
        for (int channel = 0; channel < 3; channel++) Erase(planes, channel, region, value);
    }

    /// <summary>Sets a rectangle of one channel (0 red, 1 green, 2 blue) to <paramref name="value"/>.</summary>
    public static void Erase(Planes planes, int channel, Region region, float value)
    {
        ArgumentNullException.ThrowIfNull(planes);
        for (int y = region.Top; y < region.Top + region.Height; y++)
            planes.Plane(channel).Slice((y * planes.Width) + region.Left, region.Width).Fill(value);
    }
}
