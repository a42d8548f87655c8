using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>What a weak view is sure of is the label of a strong one (FixMatch, Sohn et al. 2020, arXiv:2001.07685, eq. 4).</summary>
public static class FixMatch
{
    /// <summary>Labels of weak views and which of them count, without gradient.</summary>
    /// <param name="weak">Logits, <c>[batch, classes]</c>.</param>
    /// <param name="temperature">Divides the logits, above 0; 1 in the paper.</param>
    /// <param name="threshold">Probability from which a label counts; 0.95 in the paper.</param>
    /// <returns>Labels, int64 <c>[batch]</c>, and 1 or 0 for each, <c>[batch]</c>.</returns>
    public static (Tensor Labels, Tensor Counts) PseudoLabels(Tensor weak, double temperature, double threshold)
    {
        using NoGradient guard = new();
        using FullPrecision precision = new(weak.Device);
        Tensor wide = FullPrecision.Of(weak);
        (Tensor confidence, Tensor labels) = (wide / temperature).Softmax(1).MaxAlong(1);
        return (labels, confidence.Ge(threshold).To(wide.Type));
    }

    /// <summary>Cross-entropy of strong views with their pseudo-labels, averaged over all samples, whether they count or not.</summary>
    /// <param name="strong">Logits, <c>[batch, classes]</c>.</param>
    public static Tensor Unlabelled(Tensor strong, Tensor labels, Tensor counts)
    {
        using FullPrecision guard = new(strong.Device);
        Tensor logarithms = FullPrecision.Of(strong).LogSoftmax(1);
        return (logarithms.Gather(1, labels.Unsqueeze(1)).Squeeze(1) * counts).Mean().Neg();
    }
}
