using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, turns bright values into their negative (BYOL, Grill et al. 2020, arXiv:2006.07733).</summary>
/// <param name="Probability">That anything is solarized.</param>
/// <param name="Threshold">Values from here on are inverted, 0..1.</param>
public sealed record RandomSolarize(double Probability, double Threshold = 128 / 255.0) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        if (new Draws(key, DrawPurpose.Solarize).Chance(Probability)) Tones.Solarize(planes, (float)Threshold);
    }

    /// <inheritdoc/>
    public override string ToString() => $"solarize: probability {Probability:0.###}, from {Threshold:0.###}";
}
