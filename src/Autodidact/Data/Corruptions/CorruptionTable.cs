namespace Autodidact.Data.Corruptions;

/// <summary>The corruptions and their strengths, for small pictures (CIFAR-10-C) and for large ones (ImageNet-C), as published with Hendrycks and Dietterich 2019.</summary>
internal static class CorruptionTable
{
    // Elastic strengths are published as shares of a side.
    private const double Small = 32, Large = 244;

    public static IReadOnlyList<Corruption> All { get; } =
    [
        Corruption.Of(0, "gaussian_noise", CorruptionFamily.Noise, Noise.Gaussian, [0.04, 0.06, 0.08, 0.09, 0.1], [0.08, 0.12, 0.18, 0.26, 0.38]),
        Corruption.Of(1, "shot_noise", CorruptionFamily.Noise, Noise.Shot, [500.0, 250, 100, 75, 50], [60.0, 25, 12, 5, 3]),
        Corruption.Of(2, "impulse_noise", CorruptionFamily.Noise, Noise.Impulse, [0.01, 0.02, 0.03, 0.05, 0.07], [0.03, 0.06, 0.09, 0.17, 0.27]),
        Corruption.Of(3, "speckle_noise", CorruptionFamily.Noise, Noise.Speckle, [0.06, 0.1, 0.12, 0.16, 0.2], [0.15, 0.2, 0.35, 0.45, 0.6], isExtra: true),

        // The published discs of radius 1 and 1.5 have 5 and 9 whole pixels, as smooth ones of 1.26 and 1.69 have.
        Corruption.Of(4, "defocus_blur", CorruptionFamily.Blur, Blurs.Defocus,
            [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1.26, 0.2), (1.69, 0.1)], [(3.0, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5)]),
        Corruption.Of(5, "glass_blur", CorruptionFamily.Blur, Blurs.Glass,
            [(0.05, 1.0, 1), (0.25, 1, 1), (0.4, 1, 1), (0.25, 1, 2), (0.4, 1, 2)], [(0.7, 1.0, 2), (0.9, 2, 1), (1, 2, 3), (1.1, 3, 2), (1.5, 4, 2)]),
        Corruption.Of(6, "motion_blur", CorruptionFamily.Blur, Blurs.Motion, [(6.0, 1.0), (6, 1.5), (6, 2), (8, 2), (9, 2.5)], [(10.0, 3.0), (15, 5), (15, 8), (15, 12), (20, 15)]),
        Corruption.Of(7, "zoom_blur", CorruptionFamily.Blur, Blurs.Zoom,
            [(1.05, 0.01), (1.1, 0.01), (1.15, 0.01), (1.2, 0.01), (1.25, 0.01)], [(1.1, 0.01), (1.15, 0.01), (1.2, 0.02), (1.24, 0.02), (1.3, 0.03)]),
        Corruption.Of(8, "gaussian_blur", CorruptionFamily.Blur, Blurs.Gaussian, [0.4, 0.6, 0.7, 0.8, 1], [1.0, 2, 3, 4, 6], isExtra: true),

        Corruption.Of(9, "snow", CorruptionFamily.Weather, Weather.Snow,
            [(0.1, 0.2, 1.0, 0.6, 8.0, 3.0, 0.95), (0.1, 0.2, 1, 0.5, 10, 4, 0.9), (0.15, 0.3, 1.75, 0.55, 10, 4, 0.9), (0.25, 0.3, 2.25, 0.6, 12, 6, 0.85), (0.3, 0.3, 1.25, 0.65, 14, 12, 0.8)],
            [(0.1, 0.3, 3.0, 0.5, 10.0, 4.0, 0.8), (0.2, 0.3, 2, 0.5, 12, 4, 0.7), (0.55, 0.3, 4, 0.9, 12, 8, 0.7), (0.55, 0.3, 4.5, 0.85, 12, 8, 0.65), (0.55, 0.3, 2.5, 0.85, 12, 12, 0.55)]),
        Corruption.Of(10, "frost", CorruptionFamily.Weather, Weather.Frost, [(1.0, 0.2), (1, 0.3), (0.9, 0.4), (0.85, 0.4), (0.75, 0.45)], [(1.0, 0.4), (0.8, 0.6), (0.7, 0.7), (0.65, 0.7), (0.6, 0.75)]),
        Corruption.Of(11, "fog", CorruptionFamily.Weather, Weather.Fog, [(0.2, 3.0), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)], [(1.5, 2.0), (2, 2), (2.5, 1.7), (2.5, 1.5), (3, 1.4)]),
        Corruption.Of(12, "brightness", CorruptionFamily.Weather, Digital.Brightness, [0.05, 0.1, 0.15, 0.2, 0.3], [0.1, 0.2, 0.3, 0.4, 0.5]),
        Corruption.Of(13, "spatter", CorruptionFamily.Weather, Weather.Spatter,
            [(0.62, 0.1, 0.7, 0.7, 0.5, false), (0.65, 0.1, 0.8, 0.7, 0.5, false), (0.65, 0.3, 1, 0.69, 0.5, false), (0.65, 0.1, 0.7, 0.69, 0.6, true), (0.65, 0.1, 0.5, 0.68, 0.6, true)],
            [(0.65, 0.3, 4.0, 0.69, 0.6, false), (0.65, 0.3, 3, 0.68, 0.6, false), (0.65, 0.3, 2, 0.68, 0.5, false), (0.65, 0.3, 1, 0.65, 1.5, true), (0.67, 0.4, 1, 0.65, 1.5, true)], isExtra: true),

        Corruption.Of(14, "contrast", CorruptionFamily.Digital, Digital.Contrast, [0.75, 0.5, 0.4, 0.3, 0.15], [0.4, 0.3, 0.2, 0.1, 0.05]),
        Corruption.Of(15, "elastic", CorruptionFamily.Digital, Digital.Elastic,
            [(0, 0, Small * 0.08), (Small * 0.05, Small * 0.2, Small * 0.07), (Small * 0.08, Small * 0.06, Small * 0.06), (Small * 0.1, Small * 0.04, Small * 0.05), (Small * 0.1, Small * 0.03, Small * 0.03)],
            [(Large * 2, Large * 0.7, Large * 0.1), (Large * 2, Large * 0.08, Large * 0.2), (Large * 0.05, Large * 0.01, Large * 0.02), (Large * 0.07, Large * 0.01, Large * 0.02), (Large * 0.12, Large * 0.01, Large * 0.02)]),
        Corruption.Of(16, "pixelate", CorruptionFamily.Digital, Digital.Pixelate, [0.95, 0.9, 0.85, 0.75, 0.65], [0.6, 0.5, 0.4, 0.3, 0.25]),
        Corruption.Of(17, "jpeg", CorruptionFamily.Digital, Digital.Jpeg, [80, 65, 58, 50, 40], [25, 18, 15, 10, 7]),
        Corruption.Of(18, "saturate", CorruptionFamily.Digital, Digital.Saturate, [(0.3, 0.0), (0.1, 0), (1.5, 0), (2, 0.1), (2.5, 0.2)], [(0.3, 0.0), (0.1, 0), (2, 0), (5, 0.1), (20, 0.2)], isExtra: true),

        Corruption.Of(19, "rotation", CorruptionFamily.Geometry, Geometry.Rotate, [10.0, 20, 30, 45, 90], isExtra: true),
        Corruption.Of(20, "occlusion", CorruptionFamily.Geometry, Geometry.Occlude, [0.1, 0.2, 0.3, 0.5, 0.7], isExtra: true),
        Corruption.Of(21, "patch_shuffle", CorruptionFamily.Geometry, Geometry.Shuffle, [2, 3, 4, 6, 8], isExtra: true),
    ];
}
