using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>
/// With a probability, changes brightness, contrast, saturation and hue in random order, each by its own uniform factor:
/// torchvision's <c>RandomApply([ColorJitter(...)], p)</c>.
/// </summary>
/// <param name="Probability">That anything changes.</param>
/// <param name="Brightness">The factor is uniform in 1 - this .. 1 + this, not below 0.</param>
/// <param name="Contrast">Likewise.</param>
/// <param name="Saturation">Likewise.</param>
/// <param name="Hue">Share of a circle, 0..0.5: the turn is uniform in - this .. this.</param>
public sealed record ColorJitter(double Probability, double Brightness, double Contrast, double Saturation, double Hue) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        Draws draws = new(key, DrawPurpose.ColorJitter);
        if (draws.Chance(Probability)) Draw(ref draws).Apply(planes);
    }

    /// <summary>Draws the four factors and their order.</summary>
    public ColorChange Draw(ref Draws draws)
    {
        Span<byte> order = [0, 1, 2, 3];
        draws.Shuffle(order);
        float brightness = Factor(Brightness, ref draws), contrast = Factor(Contrast, ref draws), saturation = Factor(Saturation, ref draws);
        return new ColorChange(brightness, contrast, saturation, (float)draws.Uniform(-Hue, Hue), order[0], order[1], order[2], order[3]);
    }

    private static float Factor(double strength, ref Draws draws) => (float)draws.Uniform(Math.Max(0, 1 - strength), 1 + strength);

    /// <inheritdoc/>
    public override string ToString() =>
        $"colour jitter: probability {Probability:0.###}; brightness {Range(Brightness)}, contrast {Range(Contrast)}, saturation {Range(Saturation)}, hue {-Hue:0.###}..{Hue:0.###}; random order";

    private static string Range(double strength) => $"{Math.Max(0, 1 - strength):0.###}..{1 + strength:0.###}";
}
