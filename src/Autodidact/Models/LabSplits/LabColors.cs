using Autodidact.Engine;

namespace Autodidact.Models.LabSplits;

/// <summary>Pictures as luminance and two colour differences: CIE L*a*b* (CIE 15, D65 white, sRGB primaries IEC 61966-2-1).</summary>
public static class LabColors
{
    // Scales that give natural pictures about unit deviation.
    private const double LuminanceMiddle = 50, LuminanceScale = 25, ChrominanceScale = 20;

    // Rows: X, Y, Z of the white D65 as 1, from linear red, green, blue.
    private static readonly double[] s_matrix =
    [
        0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047,
        0.2126729, 0.7151522, 0.0721750,
        0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883,
    ];

    /// <summary>Scaled L*, a* and b*, without gradient.</summary>
    /// <param name="images"><c>[batch, 3, height, width]</c>, normalised red, green, blue.</param>
    /// <param name="mean">What was subtracted, in 0..1.</param>
    /// <param name="deviation">What was divided by.</param>
    /// <returns><c>[batch, 3, height, width]</c>: (L* - 50) / 25, a* / 20, b* / 20.</returns>
    public static Tensor FromNormalized(Tensor images, IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using FullPrecision full = new(images.Device);
        Tensor pixels = FullPrecision.Of(images).Detach();
        Tensor color = ((pixels * Row(deviation, pixels)) + Row(mean, pixels)).Clamp(0.0, 1.0);
        Tensor linear = color.Gt(0.04045).Where(((color + 0.055) / 1.055).Pow(2.4), color / 12.92);
        Tensor matrix = Tensor.From(s_matrix, 3, 3, 1, 1).To(pixels.Type).To(pixels.Device);
        Tensor white = linear.Conv2d(matrix);
        Tensor root = white.Gt(216.0 / 24389).Where(white.ClampMin(1e-6).Pow(1.0 / 3), ((white * (24389.0 / 27)) + 16) / 116);
        Tensor x = root.Narrow(1, 0, 1), y = root.Narrow(1, 1, 1), z = root.Narrow(1, 2, 1);
        Tensor luminance = ((y * 116) - (16 + LuminanceMiddle)) / LuminanceScale;
        return Ops.Cat([luminance, (x - y) * (500 / ChrominanceScale), (y - z) * (200 / ChrominanceScale)], 1).Keep();
    }

    private static Tensor Row(IReadOnlyList<double> values, Tensor like) => Tensor.From(values.ToArray(), 1, 3, 1, 1).To(like.Type).To(like.Device);
}
