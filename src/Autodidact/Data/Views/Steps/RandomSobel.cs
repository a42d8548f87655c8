using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, leaves only edges: the gradient's length in each channel (one of the transformations of Chen et al. 2020, arXiv:2002.05709, figure 4).</summary>
public sealed record RandomSobel(double Probability) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        if (new Draws(key, DrawPurpose.Sobel).Chance(Probability)) Sobel.Apply(planes, scratch);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Sobel filter: probability {Probability:0.###}";
}
