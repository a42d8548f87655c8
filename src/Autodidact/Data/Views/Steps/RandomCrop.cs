using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>
/// A random part of the view, brought back to its size, possibly mirrored: <see cref="RandomResizedCrop"/> as a step among others, for
/// plans in which something else comes first.
/// </summary>
/// <param name="Crop">Which parts; its draws are those that it would make as the first step.</param>
/// <param name="FlipProbability">That left and right change places.</param>
public sealed record RandomCrop(RandomResizedCrop Crop, double FlipProbability) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        bool mirror = FlipProbability > 0 && new Draws(key, DrawPurpose.Flip).Chance(FlipProbability);
        Draws draws = new(key, DrawPurpose.Crop);
        PlaneGeometry.ResizedCrop(planes, Crop.Draw(planes.Height, planes.Width, ref draws), scratch, mirror);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Crop}; mirrored with probability {FlipProbability:0.###}";
}
