using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, replaces colours by their grey.</summary>
public sealed record RandomGrayscale(double Probability) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        if (new Draws(key, DrawPurpose.Grayscale).Chance(Probability)) ColorAdjustments.Grayscale(planes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"grayscale: probability {Probability:0.###}";
}
