using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Predictions against distributions instead of labels, and what such distributions look like. Computed in fp32 or wider.</summary>
public static class SoftTargets
{
    /// <summary><c>-Σ target log softmax(logits / temperature)</c>, averaged over all rows.</summary>
    /// <param name="logits"><c>[..., classes]</c>.</param>
    /// <param name="targets"><c>[..., classes]</c>, each row a distribution; no gradient flows into them.</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor targets, double temperature = 1) => CrossEntropies(logits, targets, temperature).Mean();

    /// <summary>The cross-entropy of each row, <c>[...]</c>.</summary>
    /// <inheritdoc cref="CrossEntropy"/>
    public static Tensor CrossEntropies(Tensor logits, Tensor targets, double temperature = 1)
    {
        using FullPrecision guard = new(logits.Device);
        return (targets.Detach() * (FullPrecision.Of(logits) / temperature).LogSoftmax(-1)).Sum([-1L]).Neg();
    }

    /// <summary>Mean entropy of the rows, in nats: 0 where each row knows one class, ln(classes) where none knows anything.</summary>
    /// <param name="probabilities"><c>[rows, classes]</c>.</param>
    public static Tensor Entropy(Tensor probabilities) => Entropies(probabilities).Mean();

    /// <summary>Entropy of the mean row, in nats: low where all rows know the same class, ln(classes) where classes are used alike.</summary>
    /// <param name="probabilities"><c>[rows, classes]</c>.</param>
    public static Tensor EntropyOfMean(Tensor probabilities) => Entropies(probabilities.Mean([0], keepdim: true)).Sum();

    /// <summary>Share of the classes that are in use, exp(entropy of the mean row) / classes, in (0, 1].</summary>
    /// <param name="probabilities"><c>[rows, classes]</c>.</param>
    public static Tensor Usage(Tensor probabilities) => EntropyOfMean(probabilities).Exp() / probabilities.Size(1);

    // 0 log 0 is 0: the smallest normal number in its place has a finite logarithm.
    private static Tensor Entropies(Tensor probabilities)
    {
        using FullPrecision guard = new(probabilities.Device);
        Tensor wide = FullPrecision.Of(probabilities);
        return (wide * wide.ClampMin(1e-37).Log()).Sum([-1L]).Neg();
    }
}
