using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The codes of one view are predicted from all others (SwAV, Caron et al. 2020, arXiv:2006.09882, eq. 1, 2 and 6).</summary>
public static class SwappedPrediction
{
    /// <summary>The mean, over coding views and the views that predict them, of the cross-entropy between codes and predictions.</summary>
    /// <param name="scores"><c>[views * batch, prototypes]</c>, view-major: cosines with the prototypes.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="codes">Views that have codes, with these, <c>[batch, prototypes]</c>; see <see cref="Sinkhorn"/>.</param>
    /// <param name="temperature">Divides the scores, above 0; 0.1 in the paper.</param>
    /// <returns>A scalar; ln(prototypes) where the predictions know nothing.</returns>
    public static Tensor Loss(Tensor scores, int views, IReadOnlyList<(int View, Tensor Codes)> codes, double temperature)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(scores.Device);
        long batch = scores.Size(0) / views;
        Tensor predictions = (FullPrecision.Of(scores) / temperature).LogSoftmax(1).Reshape([views, batch, -1]);
        Tensor all = predictions.Sum([0L]);
        // What all views but the coding one predict is what all predict less what it predicts itself.
        Tensor[] losses = [.. codes.Select(code => (code.Codes.Detach() * (all - predictions.Select(0, code.View))).Sum([1L]).Mean())];
        return (Ops.Stack(losses).Mean().Neg() / (views - 1)).Keep();
    }
}
