using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Data.Views;

/// <summary>
/// What two views of a picture may differ in: the augmentations of SimCLR (Chen et al. 2020, arXiv:2002.05709, appendix A),
/// with the strengths used for small pictures there (appendix B.9).
/// </summary>
public sealed record ViewOptions : ICheckedOptions
{
    // Up to here pictures are small enough to be used as they are; larger ones are photographs.
    private const int LargestNativeSize = 96, PhotographSize = 224;

    /// <summary>Fewest and most rows and columns of a view, in pixels.</summary>
    public const int SmallestSize = 4, LargestSize = 1024;

    /// <summary>Rows and columns of a view, in pixels. Unset: the shorter side of the source's pictures up to 96, 224 above.</summary>
    [Range(SmallestSize, LargestSize)]
    public int? Size { get; init; }

    /// <summary>Smallest share of the picture's area that a crop keeps.</summary>
    [Range(0.001, 1)]
    public double MinScale { get; init; } = 0.08;

    /// <summary>Largest share of the picture's area that a crop keeps; at least <see cref="MinScale"/>.</summary>
    [Range(0.001, 1)]
    public double MaxScale { get; init; } = 1;

    /// <summary>Probability that left and right change places. 0 for pictures in which sides mean something, such as digits.</summary>
    [Range(0, 1)]
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>Probability that colours are jittered.</summary>
    [Range(0, 1)]
    public double JitterProbability { get; init; } = 0.8;

    /// <summary>Multiplies <see cref="Brightness"/>, <see cref="Contrast"/>, <see cref="Saturation"/> and <see cref="Hue"/>. SimCLR's setting for photographs is 2.</summary>
    [Range(0, 5)]
    public double JitterStrength { get; init; } = 1;

    /// <summary>Brightness is multiplied by a factor up to this far from 1.</summary>
    [Range(0, 2)]
    public double Brightness { get; init; } = 0.4;

    /// <summary>Contrast is multiplied by a factor up to this far from 1.</summary>
    [Range(0, 2)]
    public double Contrast { get; init; } = 0.4;

    /// <summary>Saturation is multiplied by a factor up to this far from 1.</summary>
    [Range(0, 2)]
    public double Saturation { get; init; } = 0.4;

    /// <summary>Hue is turned by up to this share of a circle, either way.</summary>
    [Range(0, 0.5)]
    public double Hue { get; init; } = 0.1;

    /// <summary>Probability that colours are dropped.</summary>
    [Range(0, 1)]
    public double GrayscaleProbability { get; init; } = 0.2;

    /// <summary>Probability of a Gaussian blur. Unset: 0.5 for views from 64 pixels on, 0 below, where SimCLR leaves blur out.</summary>
    [Range(0, 1)]
    public double? BlurProbability { get; init; }

    /// <summary>Probability of solarization. 0 in SimCLR; 0.2 on one of BYOL's two views.</summary>
    [Range(0, 1)]
    public double SolarizeProbability { get; init; }

    /// <summary>Probability of a turn by 90, 180 or 270 degrees.</summary>
    [Range(0, 1)]
    public double RotationProbability { get; init; }

    /// <summary>Probability that only edges are left (Sobel filter).</summary>
    [Range(0, 1)]
    public double SobelProbability { get; init; }

    /// <summary>Probability of Gaussian noise.</summary>
    [Range(0, 1)]
    public double NoiseProbability { get; init; }

    /// <summary>Standard deviation of the noise, on the scale 0..1.</summary>
    [Range(0, 1)]
    public double NoiseDeviation { get; init; } = 0.1;

    /// <summary>Probability that a square is covered (Cutout).</summary>
    [Range(0, 1)]
    public double CutoutProbability { get; init; }

    /// <summary>Side of the covered square as a share of the view's.</summary>
    [Range(0.01, 1)]
    public double CutoutSide { get; init; } = 0.5;

    /// <summary>
    /// A study of single transformations, see <see cref="AugmentationStudy"/>: only this one acts, always, and on one view of two; the other
    /// is the picture's centre as it is. Unset: views are augmented as all the other settings say.
    /// </summary>
    public StudyTransform? StudyFirst { get; init; }

    /// <summary>A second transformation after <see cref="StudyFirst"/>. Unset, or the same: <see cref="StudyFirst"/> alone.</summary>
    public StudyTransform? StudySecond { get; init; }

    /// <summary>Mean of red, green, blue that is subtracted, on the scale 0..1. ImageNet's by default.</summary>
    [Range(0.0, 1.0)]
    public IReadOnlyList<double> Mean { get; init; } = Normalization.ImageNet.Mean;

    /// <summary>Standard deviation of red, green, blue that is divided by, above 0. ImageNet's by default.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public IReadOnlyList<double> Std { get; init; } = Normalization.ImageNet.Deviation;

    /// <summary><see cref="Mean"/> and <see cref="Std"/>.</summary>
    internal Normalization Normalization => new(Mean, Std);

    /// <summary>Rows and columns of the views of pictures like <paramref name="example"/>.</summary>
    public int SizeFor(Image example)
    {
        ArgumentNullException.ThrowIfNull(example);
        int shorter = Math.Min(example.Width, example.Height);
        return Size ?? (shorter <= LargestNativeSize ? Math.Max(SmallestSize, shorter) : PhotographSize);
    }

    /// <inheritdoc/>
    IEnumerable<ConfigurationMistake> ICheckedOptions.Check()
    {
        if (MinScale > MaxScale)
            yield return new("min_scale", OptionValue.Write(MinScale), $"must be at most max_scale, which is {OptionValue.Write(MaxScale)}");
        if (StudySecond is not null && StudyFirst is null)
            yield return new("study_second", OptionValue.Write(StudySecond), "comes after study_first, which is not said; name that one, or this one there");
        if (Mean.Count != 3)
            yield return new("mean", string.Join(", ", Mean), "must be three numbers: red, green, blue");
        if (Std.Count != 3)
            yield return new("std", string.Join(", ", Std), "must be three numbers: red, green, blue");
    }
}
