using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>
/// With a probability, covers a square with the mean colour, which normalisation makes 0. Its centre is uniform over the view, so that
/// part of it may lie outside: Cutout (DeVries and Taylor 2017, arXiv:1708.04552).
/// </summary>
/// <param name="Probability">That anything is covered.</param>
/// <param name="Side">Side of the square as a share of the view's, above 0 and up to 1; 0.5 for CIFAR-10 in the paper.</param>
/// <param name="Normalization">Its mean is the colour.</param>
public sealed record RandomCutout(double Probability, double Side, Normalization Normalization) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Draws draws = new(key, DrawPurpose.Cutout);
        if (!draws.Chance(Probability)) return;
        Region square = Draw(planes.Height, planes.Width, ref draws);
        for (int channel = 0; channel < 3; channel++) Tones.Erase(planes, channel, square, (float)Normalization.Mean[channel]);
    }

    /// <summary>Draws the part of the square that lies within a view of this size.</summary>
    public Region Draw(int height, int width, ref Draws draws)
    {
        int side = Math.Max(1, (int)Math.Round(Side * Math.Min(height, width)));
        int top = draws.Below(height) - (side / 2), left = draws.Below(width) - (side / 2);
        int bottom = Math.Min(height, top + side), right = Math.Min(width, left + side);
        (top, left) = (Math.Max(0, top), Math.Max(0, left));
        return new Region(top, left, bottom - top, right - left);
    }

    /// <inheritdoc/>
    public override string ToString() => $"cutout: probability {Probability:0.###}, a square of {Side:0.###} of the view's side, filled with the mean";
}
