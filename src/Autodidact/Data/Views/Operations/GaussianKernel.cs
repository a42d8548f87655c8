namespace Autodidact.Data.Views.Operations;

/// <summary>The one-dimensional Gaussian of torchvision's <c>gaussian_blur</c>.</summary>
public static class GaussianKernel
{
    /// <summary>Fills <paramref name="weights"/> with the density at whole pixels around the centre, summing to 1.</summary>
    /// <param name="sigma">Standard deviation in pixels, above 0.</param>
    /// <param name="weights">An odd number of weights.</param>
    public static void Fill(double sigma, Span<float> weights)
    {
        if (!(sigma > 0)) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "sigma is a number above 0, in pixels.");
        if (weights.Length % 2 == 0) throw new ArgumentException($"A kernel has an odd number of weights, not {weights.Length}.", nameof(weights));
        int radius = weights.Length / 2;
        double sum = 0;
        for (int i = -radius; i <= radius; i++) sum += Math.Exp(-0.5 * (i / sigma) * (i / sigma));
        for (int i = -radius; i <= radius; i++) weights[i + radius] = (float)(Math.Exp(-0.5 * (i / sigma) * (i / sigma)) / sum);
    }
}
