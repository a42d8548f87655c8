using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Word vectors that predict the words around them (Mikolov et al. 2013, arXiv:1310.4546).</summary>
public static class SkipGram
{
    /// <summary>
    /// Negative sampling (eq. 4): a word is told from words that do not stand beside it, <c>-log σ(centre · context) - Σ log σ(-centre · negative)</c>, averaged over contexts
    /// and batch.
    /// </summary>
    /// <param name="centres"><c>[batch, dimension]</c>.</param>
    /// <param name="contexts">Words beside them, <c>[batch, contexts, dimension]</c>.</param>
    /// <param name="negatives">Drawn words, <c>[batch, contexts, negatives, dimension]</c>.</param>
    public static Tensor NegativeSampling(Tensor centres, Tensor contexts, Tensor negatives)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(centres.Device);
        Tensor wide = FullPrecision.Of(centres);
        Tensor right = (FullPrecision.Of(contexts) * wide.Unsqueeze(1)).Sum([-1L]), wrong = (FullPrecision.Of(negatives) * wide.Unsqueeze(1).Unsqueeze(1)).Sum([-1L]);
        // -log σ(x) is softplus(-x).
        return (right.Neg().Softplus() + wrong.Softplus().Sum([-1L])).Mean().Keep();
    }

    /// <summary>How likely each word is as a negative: its share of all counts, each to the power of <paramref name="power"/> (section 2.2).</summary>
    /// <param name="counts">How often each word occurs.</param>
    /// <param name="power">0.75 in the paper: rare words more often than they occur.</param>
    public static double[] NegativeDistribution(IReadOnlyList<long> counts, double power = 0.75)
    {
        double[] weights = [.. counts.Select(count => count > 0 ? Math.Pow(count, power) : 0)];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>How likely an occurrence of each word is left out of the corpus: <c>1 - sqrt(threshold / share)</c>, not below 0 (eq. 5).</summary>
    /// <param name="counts">How often each word occurs.</param>
    /// <param name="threshold">The share up to which all occurrences stay; 1e-5 in the paper.</param>
    public static double[] DiscardProbability(IReadOnlyList<long> counts, double threshold = 1e-5)
    {
        double sum = counts.Sum();
        return [.. counts.Select(count => count > 0 ? Math.Max(0, 1 - Math.Sqrt(threshold * sum / count)) : 0)];
    }

    /// <summary>
    /// How likely an occurrence of each word stays in the corpus, as the authors' program has it: <c>sqrt(threshold / share) + threshold / share</c>, not above 1. That is a little more than
    /// <see cref="DiscardProbability"/> leaves.
    /// </summary>
    /// <param name="counts">How often each word occurs.</param>
    /// <param name="threshold">1e-3 in the program; 0 keeps all.</param>
    public static double[] KeepProbability(IReadOnlyList<long> counts, double threshold = 1e-3)
    {
        double sum = counts.Sum();
        return [.. counts.Select(count => count > 0 && threshold > 0 ? Math.Min(1, (Math.Sqrt(count / (threshold * sum)) + 1) * (threshold * sum) / count) : 1)];
    }
}
