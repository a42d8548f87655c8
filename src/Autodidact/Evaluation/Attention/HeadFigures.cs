namespace Autodidact.Evaluation.Attention;

/// <summary>What a head does on a text, by which heads are told apart (Clark et al. 2019, arXiv:1906.04341, section 3). Means over all tokens that attend.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Head">The head, from 1.</param>
/// <param name="Marks">Share of the attention that goes to the special tokens around the text, 0 to 1: where a head has nothing to do, it goes there.</param>
/// <param name="Distance">How far away that lies which is attended to, in tokens.</param>
/// <param name="Entropy">Entropy of what a token attends to, in nats: 0 for one token, ln of their number for all alike.</param>
public sealed record HeadFigures(int Layer, int Head, double Marks, double Distance, double Entropy)
{
    /// <summary>Measures a head.</summary>
    /// <param name="layer">The layer, from 1.</param>
    /// <param name="head">The head, from 1.</param>
    /// <param name="weights">What each token takes of each, <c>[tokens, tokens]</c>.</param>
    /// <param name="isMark">Which tokens were put around the text, <c>[tokens]</c>.</param>
    internal static HeadFigures Of(int layer, int head, ReadOnlySpan<float> weights, ReadOnlySpan<bool> isMark)
    {
        int count = isMark.Length;
        (double marks, double distance, double entropy) = (0, 0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            (int row, int column, double weight) = (i / count, i % count, weights[i]);
            if (isMark[column]) marks += weight;
            distance += weight * Math.Abs(row - column);
            if (weight > 0) entropy -= weight * Math.Log(weight);
        }
        return new(layer, head, marks / count, distance / count, entropy / count);
    }
}
