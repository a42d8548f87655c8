using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, turns by 90, 180 or 270 degrees, each as likely (Gidaris et al. 2018, arXiv:1803.07728, without their 0).</summary>
public sealed record RandomRotation(double Probability) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        Draws draws = new(key, DrawPurpose.Rotation);
        if (draws.Chance(Probability)) PlaneGeometry.Rotate(planes, 1 + draws.Below(3), scratch);
    }

    /// <inheritdoc/>
    public override string ToString() => $"rotation: probability {Probability:0.###}, by 90, 180 or 270 degrees";
}
