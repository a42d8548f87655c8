using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>SCAN: neighbours belong to one cluster, and clusters are used alike (Van Gansbeke et al. 2020, arXiv:2005.12320).</summary>
public static class Scan
{
    // What PyTorch's binary cross-entropy takes for log 0, and what the authors' entropy takes for 0.
    private const double SmallestLogarithm = -100, SmallestProbability = 1e-8;

    /// <summary><c>-mean log Σ anchor · neighbour</c> (eq. 2, first term).</summary>
    /// <param name="anchors">Logits, <c>[batch, clusters]</c>.</param>
    /// <param name="neighbours">Logits of one neighbour of each, <c>[batch, clusters]</c>.</param>
    public static Tensor Consistency(Tensor anchors, Tensor neighbours)
    {
        using FullPrecision guard = new(anchors.Device);
        Tensor agreement = (FullPrecision.Of(anchors).Softmax(1) * FullPrecision.Of(neighbours).Softmax(1)).Sum([1L]);
        return agreement.Log().ClampMin(SmallestLogarithm).Mean().Neg();
    }

    /// <summary>Entropy of the mean assignment (eq. 2, second term without its weight): to be as large as it can be.</summary>
    /// <param name="anchors">Logits, <c>[batch, clusters]</c>.</param>
    public static Tensor Entropy(Tensor anchors)
    {
        using FullPrecision guard = new(anchors.Device);
        Tensor mean = FullPrecision.Of(anchors).Softmax(1).Mean([0]);
        return (mean * mean.ClampMin(SmallestProbability).Log()).Sum().Neg();
    }

    /// <summary>Both terms: consistency less weight times entropy (eq. 2).</summary>
    public static Tensor Loss(Tensor anchors, Tensor neighbours, double entropyWeight) =>
        Consistency(anchors, neighbours) - (Entropy(anchors) * entropyWeight);

    /// <summary>Clusters that a weak view is sure of are the labels of a strong one (section 2.3).</summary>
    /// <param name="weak">Logits, <c>[batch, clusters]</c>; no gradient flows into them.</param>
    /// <param name="strong">Logits, <c>[batch, clusters]</c>.</param>
    /// <param name="threshold">Probability from above which a sample counts.</param>
    /// <param name="balanced">Whether a cluster weighs less the more samples it has.</param>
    /// <returns>A scalar; 0 where no sample counts.</returns>
    public static Tensor SelfLabel(Tensor weak, Tensor strong, double threshold, bool balanced)
    {
        using FullPrecision guard = new(strong.Device);
        Tensor logarithms = FullPrecision.Of(strong).LogSoftmax(1);
        (Tensor confidence, Tensor labels) = FullPrecision.Of(weak.Detach()).Softmax(1).MaxAlong(1);
        Tensor weights = confidence.Gt(threshold).To(logarithms.Type);
        if (balanced)
        {
            Tensor sizes = Tensor.Zeros([strong.Size(1)], logarithms.Type, strong.Device).ScatterAdd(0, labels, weights);
            weights = weights * weights.Sum() / sizes.ClampMin(1).IndexSelect(0, labels);
        }
        Tensor losses = logarithms.Gather(1, labels.Unsqueeze(1)).Squeeze(1).Neg();
        return (losses * weights).Sum() / weights.Sum().ClampMin(1e-30);
    }
}
