using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, blurs by a Gaussian of uniform width.</summary>
/// <param name="Probability">That anything is blurred.</param>
/// <param name="KernelSize">Pixels, odd; SimCLR takes a tenth of the view's size.</param>
/// <param name="MinSigma">Smallest standard deviation, in pixels, above 0.</param>
/// <param name="MaxSigma">Largest standard deviation, in pixels.</param>
public sealed record RandomGaussianBlur(double Probability, int KernelSize, double MinSigma = 0.1, double MaxSigma = 2) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        Draws draws = new(key, DrawPurpose.Blur);
        if (draws.Chance(Probability)) GaussianBlur.Apply(planes, KernelSize, draws.Uniform(MinSigma, MaxSigma), scratch);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Gaussian blur: probability {Probability:0.###}, kernel {KernelSize} x {KernelSize}, sigma {MinSigma:0.###}..{MaxSigma:0.###}";
}
