using System.Runtime.Intrinsics;

namespace Autodidact.Data.Views.Operations;

/// <summary>
/// Brightness, contrast, saturation and hue, each a pure function of planes and one factor, with the semantics of
/// torchvision's functions of the same names on float tensors: results are clamped to 0..1.
/// </summary>
public static class ColorAdjustments
{
    // ITU-R 601-2 luma with the four digits that torchvision uses for tensors; they sum to 0.9999.
    private const float RedShare = 0.2989f, GreenShare = 0.587f, BlueShare = 0.114f;

    /// <summary>Blends with black: 0 is black, 1 changes nothing.</summary>
    public static void Brightness(Planes planes, float factor)
    {
        ArgumentNullException.ThrowIfNull(planes);
        foreach (ref Vector256<float> value in planes.AllVectors) value = Clamp(value * factor);
    }

    /// <summary>Blends with the mean grey of the picture: 0 is that grey, 1 changes nothing.</summary>
    public static void Contrast(Planes planes, float factor)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Vector256<float> rest = Vector256.Create((1 - factor) * MeanGrey(planes));
        foreach (ref Vector256<float> value in planes.AllVectors) value = Clamp((value * factor) + rest);
    }

    /// <summary>Blends with the grey of each pixel: 0 is a grey picture, 1 changes nothing.</summary>
    public static void Saturation(Planes planes, float factor)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Span<Vector256<float>> red = planes.Vectors(0), green = planes.Vectors(1)[..red.Length], blue = planes.Vectors(2)[..red.Length];
        for (int i = 0; i < red.Length; i++)
        {
            Vector256<float> rest = Grey(red[i], green[i], blue[i]) * (1 - factor);
            red[i] = Clamp((red[i] * factor) + rest);
            green[i] = Clamp((green[i] * factor) + rest);
            blue[i] = Clamp((blue[i] * factor) + rest);
        }
    }

    /// <summary>Turns the hue of each pixel by <paramref name="factor"/> of a full circle, -0.5..0.5.</summary>
    /// <remarks>
    /// The same map as HSV there and back, without the detour over saturation: with value <c>v</c>, chroma <c>c</c> and hue
    /// <c>h</c> in sixths of a circle, a channel is <c>v - c * clamp(min(k, 4 - k), 0, 1)</c>, <c>k = (n + h) mod 6</c>,
    /// <c>n</c> = 5, 3, 1 for red, green, blue.
    /// </remarks>
    public static void Hue(Planes planes, float factor)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Span<Vector256<float>> reds = planes.Vectors(0), greens = planes.Vectors(1)[..reds.Length], blues = planes.Vectors(2)[..reds.Length];
        Vector256<float> turn = Vector256.Create(6 * factor), one = Vector256<float>.One;
        for (int i = 0; i < reds.Length; i++)
        {
            Vector256<float> red = reds[i], green = greens[i], blue = blues[i];
            Vector256<float> value = Vector256.Max(red, Vector256.Max(green, blue));
            Vector256<float> chroma = value - Vector256.Min(red, Vector256.Min(green, blue));
            // A grey pixel has no hue; any will do, since it is multiplied by a chroma of 0.
            Vector256<float> scale = one / Vector256.ConditionalSelect(Vector256.Equals(chroma, Vector256<float>.Zero), one, chroma);
            Vector256<float> hue = Vector256.ConditionalSelect(Vector256.Equals(value, red), (green - blue) * scale,
                Vector256.ConditionalSelect(Vector256.Equals(value, green), Vector256.Create(2f) + ((blue - red) * scale), Vector256.Create(4f) + ((red - green) * scale)));
            hue += turn;
            reds[i] = Channel(hue + Vector256.Create(5f), value, chroma);
            greens[i] = Channel(hue + Vector256.Create(3f), value, chroma);
            blues[i] = Channel(hue + one, value, chroma);
        }
    }

    /// <summary>Replaces the three planes by their grey.</summary>
    public static void Grayscale(Planes planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Span<Vector256<float>> red = planes.Vectors(0), green = planes.Vectors(1)[..red.Length], blue = planes.Vectors(2)[..red.Length];
        for (int i = 0; i < red.Length; i++) red[i] = green[i] = blue[i] = Grey(red[i], green[i], blue[i]);
    }

    /// <summary>Clamps <c>gain * value ^ gamma</c> to 0..1.</summary>
    public static void Gamma(Planes planes, float gamma, float gain = 1)
    {
        ArgumentNullException.ThrowIfNull(planes);
        for (int channel = 0; channel < 3; channel++)
            foreach (ref float value in planes.Plane(channel)) value = Math.Clamp(gain * MathF.Pow(value, gamma), 0, 1);
    }

    private static float MeanGrey(Planes planes)
    {
        // The sum of greys is the grey of the sums. Pixel by pixel at the end, since the padding is not part of the picture.
        int whole = planes.Count / Vector256<float>.Count;
        Span<float> sums = stackalloc float[3];
        for (int channel = 0; channel < 3; channel++)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            foreach (Vector256<float> value in planes.Vectors(channel)[..whole]) sum += value;
            sums[channel] = Vector256.Sum(sum);
            foreach (float value in planes.Plane(channel)[(whole * Vector256<float>.Count)..]) sums[channel] += value;
        }

        return ((RedShare * sums[0]) + (GreenShare * sums[1]) + (BlueShare * sums[2])) / planes.Count;
    }

    private static Vector256<float> Grey(Vector256<float> red, Vector256<float> green, Vector256<float> blue) =>
        (red * RedShare) + (green * GreenShare) + (blue * BlueShare);

    private static Vector256<float> Channel(Vector256<float> k, Vector256<float> value, Vector256<float> chroma)
    {
        k -= Vector256.Floor(k * (1f / 6)) * 6f;
        return value - (chroma * Clamp(Vector256.Min(k, Vector256.Create(4f) - k)));
    }

    private static Vector256<float> Clamp(Vector256<float> value) => Vector256.Min(Vector256.Max(value, Vector256<float>.Zero), Vector256<float>.One);
}
