using System.Collections.Immutable;
using Autodidact.Data.Views.Steps;

namespace Autodidact.Data.Views;

/// <summary>How a picture becomes a view: framing, a possible mirroring, steps, normalisation. Immutable; its text says all of it.</summary>
/// <remarks>A view is a pure function of plan, picture and key. Threads share a plan; each brings its own scratch.</remarks>
public sealed class ViewPlan
{
    // SimCLR leaves blur out for small pictures; and cutting off their border would waste what little there is.
    private const int BlurFrom = 64, LargestWhole = 96;

    private readonly Framing _framing;
    private readonly double _flipProbability;
    private readonly ImmutableArray<ViewStep> _steps;

    /// <param name="framing">What part of the picture is seen.</param>
    /// <param name="flipProbability">Probability of mirroring, 0..1. No step depends on where mirroring happens, so it is done while framing.</param>
    /// <param name="steps">Changes of the view, in this order.</param>
    /// <param name="normalization">The last step.</param>
    public ViewPlan(Framing framing, double flipProbability, IEnumerable<ViewStep> steps, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(framing);
        ArgumentNullException.ThrowIfNull(normalization);
        if (flipProbability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(flipProbability), flipProbability, "A probability is a number from 0 to 1.");
        (_framing, _flipProbability, _steps, Normalization) = (framing, flipProbability, [.. steps], normalization);
    }

    /// <summary>Rows and columns of a view, in pixels.</summary>
    public int Size => _framing.Size;

    /// <summary>Values of a view: <c>[size, size, 3]</c>.</summary>
    public int Length => 3 * Size * Size;

    /// <summary>The last step, needed to look at views.</summary>
    public Normalization Normalization { get; }

    /// <summary>The augmentations of SimCLR, and others where the options ask for them. Steps whose probability is 0 are left out.</summary>
    /// <param name="size">Rows and columns of a view; see <see cref="ViewOptions.SizeFor"/>.</param>
    /// <param name="options">Strengths and probabilities.</param>
    public static ViewPlan SimClr(int size, ViewOptions? options = null)
    {
        ViewOptions o = options ?? new ViewOptions();
        IEnumerable<ViewStep> steps =
        [
            .. o.Rotation(o.RotationProbability), .. o.Jitter(o.JitterProbability), .. o.Grayscale(o.GrayscaleProbability),
            .. o.Blur(o.BlurProbability ?? (size >= BlurFrom ? 0.5 : 0), size), .. o.Solarize(o.SolarizeProbability),
            .. o.Sobel(o.SobelProbability), .. o.Noise(o.NoiseProbability), .. o.Cutout(o.CutoutProbability),
        ];
        return new ViewPlan(o.Crop(size), o.FlipProbability, steps, o.Normalization);
    }

    /// <summary>
    /// Two views that are not made alike (Grill et al. 2020, arXiv:2006.07733, table 6): the first is always blurred, the second seldom, but now and then
    /// solarized. Small pictures are not blurred.
    /// </summary>
    /// <param name="size">Rows and columns of a view, in pixels.</param>
    /// <param name="options">Strengths and probabilities; what it says about blur holds for both views.</param>
    /// <param name="solarize">Probability that the second view is solarized, where the options do not say a higher one for both.</param>
    public static IReadOnlyList<ViewPlan> Asymmetric(int size, ViewOptions options, double solarize)
    {
        ArgumentNullException.ThrowIfNull(options);
        ViewPlan Plan(double blur, double solarize) =>
            SimClr(size, options with { BlurProbability = options.BlurProbability ?? (size >= BlurFrom ? blur : 0), SolarizeProbability = solarize });
        return [Plan(1, options.SolarizeProbability), Plan(0.1, Math.Max(solarize, options.SolarizeProbability))];
    }

    /// <summary>The centre of the picture, always the same. Above 96 pixels an eighth of the shorter side is cut off, as usual (256 to 224).</summary>
    /// <param name="size">Rows and columns of a view.</param>
    /// <param name="normalization">As in training; ImageNet's by default.</param>
    public static ViewPlan Evaluation(int size, Normalization? normalization = null) =>
        new(new CentreFrame(size, ShorterSideOf(size)), 0, [], normalization ?? Normalization.ImageNet);

    /// <summary>Pixels of a picture's shorter side before <see cref="Evaluation"/> cuts out its centre.</summary>
    /// <param name="size">Rows and columns of the view.</param>
    public static int ShorterSideOf(int size) => size > LargestWhole ? size * 8 / 7 : size;

    /// <summary>This plan with other steps between framing and normalisation.</summary>
    public ViewPlan With(IEnumerable<ViewStep> steps) => new(_framing, _flipProbability, steps, Normalization);

    /// <summary>Renders one view.</summary>
    /// <param name="image">The picture, grey or RGB, of any size.</param>
    /// <param name="key">Decides every random draw.</param>
    /// <param name="destination"><c>[size, size, 3]</c>, channels last: exactly <see cref="Length"/> values.</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public void Render(Image image, in DrawKey key, Span<float> destination, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        bool mirror = _flipProbability > 0 && new Draws(key, DrawPurpose.Flip).Chance(_flipProbability);
        _framing.Apply(image, mirror, key, scratch);
        foreach (ViewStep step in _steps) step.Apply(scratch.Planes, key, scratch);
        Normalization.Apply(scratch.Planes, destination);
    }

    /// <summary>One line a step, with ranges and probabilities.</summary>
    public override string ToString()
    {
        List<string> lines = [_framing.ToString()];
        if (_flipProbability > 0) lines.Add($"horizontal flip: probability {_flipProbability:0.###}");
        lines.AddRange(_steps.Select(step => step.ToString()));
        lines.Add(Normalization.ToString());
        return string.Join('\n', lines);
    }
}
