using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Learning from labels. Computed in fp32 or wider.</summary>
public static class Classification
{
    /// <summary>Cross entropy of logits with labels, averaged over the rows that have one.</summary>
    /// <param name="logits"><c>[rows, classes]</c>.</param>
    /// <param name="labels"><c>[rows]</c>, 64-bit; below 0 where there is none.</param>
    /// <param name="smoothing">Share of the target that is spread evenly over all classes, 0 to 1 (Szegedy et al. 2016, section 7).</param>
    /// <returns>A scalar; ln(classes) where nothing is told apart, 0 where no row has a label.</returns>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, double smoothing = 0)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(logits.Device);
        Tensor logarithms = FullPrecision.Of(logits).LogSoftmax(1), known = labels.Ge(0).To(logarithms.Type);
        Tensor right = logarithms.Gather(1, labels.Clamp(min: 0L).Unsqueeze(1)).Squeeze(1);
        Tensor target = smoothing == 0 ? right : (right * (1 - smoothing)) + (logarithms.Mean([1L]) * smoothing);
        return ((target * known).Sum() / known.Sum().ClampMin(1L)).Neg().Keep();
    }

    /// <summary>Share of rows with a label whose highest logit is that of the label; a scalar.</summary>
    /// <inheritdoc cref="CrossEntropy"/>
    public static Tensor Accuracy(Tensor logits, Tensor labels)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor known = labels.Ge(0).To(FullPrecision.Of(logits).Type);
        return ((logits.Argmax(1).Eq(labels).To(known.Type) * known).Sum() / known.Sum().ClampMin(1L)).Keep();
    }
}
