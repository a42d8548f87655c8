using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="SketchedNormality.LeJepa"/>, scalars.</summary>
/// <param name="Invariance">Mean squared distance of all views from the mean of the large ones.</param>
/// <param name="Normality">How far embeddings are from a standard normal distribution (SIGReg); about 1.05 where they are one, whatever the batch.</param>
public readonly record struct LeJepaTerms(Tensor Invariance, Tensor Normality)
{
    /// <summary>The loss: <c>(1 - share) * invariance + share * normality</c> (λ of the paper).</summary>
    /// <param name="share">The only trade-off there is, 0 to 1.</param>
    public Tensor Weighted(double share) => (Invariance * (1 - share)) + (Normality * share);
}
