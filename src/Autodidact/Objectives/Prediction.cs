using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Objectives in which one view's embedding is predicted from another's and nothing is pushed apart; what keeps them from
/// giving every picture the same embedding lies outside the equation. Computed in fp32 or wider.
/// </summary>
public static class Prediction
{
    /// <summary>Minus the cosine between rows, averaged: a scalar from -1 (all agree) to 1. Gradients flow to both sides.</summary>
    /// <param name="first"><c>[batch, dimension]</c>; normalised here.</param>
    /// <param name="second">Of the same shape.</param>
    public static Tensor NegativeCosine(Tensor first, Tensor second)
    {
        using FullPrecision guard = new(first.Device);
        return (FullPrecision.Of(first).Normalize() * FullPrecision.Of(second).Normalize()).Sum([1L]).Mean().Neg();
    }

    /// <summary>
    /// Each view's prediction against the projections of all other views, by minus their cosine, averaged; with two views
    /// <c>D(p1, z2) / 2 + D(p2, z1) / 2</c> (SimSiam, Chen and He 2021, arXiv:2011.10566, eq. 1 and 2).
    /// </summary>
    /// <param name="predictions"><c>[views * batch, dimension]</c>, view-major; normalised here.</param>
    /// <param name="projections">Of the same shape: what is predicted.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="stopGradient">Whether projections are constants, as in the paper (its eq. 3 and 4); without, everything collapses.</param>
    /// <returns>A scalar from -1 to 1.</returns>
    public static Tensor SimSiam(Tensor predictions, Tensor projections, int views, bool stopGradient = true)
    {
        long rows = predictions.Size(0), batch = rows / views;
        if (views < 2 || rows % views != 0)
            throw new ArgumentException($"{rows} predictions are no whole number of samples with {views} views; at least 2 views are needed.", nameof(views));
        Tensor targets = stopGradient ? projections.Detach() : projections;
        Tensor[] losses = new Tensor[views - 1];
        for (int shift = 1; shift < views; shift++)
        {
            Tensor others = Ops.Cat([targets.Narrow(0, shift * batch, rows - (shift * batch)), targets.Narrow(0, 0, shift * batch)]);
            losses[shift - 1] = NegativeCosine(predictions, others);
        }
        return Ops.Stack(losses).Mean();
    }

    /// <summary>
    /// Squared distance of unit vectors, <c>2 - 2 cos</c>, of each view's prediction to the other views' targets, averaged over samples
    /// and summed over the views that predict: both directions of the pair (BYOL, Grill et al. 2020, arXiv:2006.07733, eq. 2).
    /// </summary>
    /// <inheritdoc cref="SimSiam"/>
    /// <returns>A scalar from 0 to 4 times <paramref name="views"/>.</returns>
    public static Tensor Byol(Tensor predictions, Tensor projections, int views, bool stopGradient = true) =>
        (SimSiam(predictions, projections, views, stopGradient) + 1) * (2.0 * views);
}
