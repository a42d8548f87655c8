using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="Redundancy.TiCo"/>, and what the next step needs.</summary>
/// <param name="Invariance">One minus the mean cosine between views.</param>
/// <param name="Contrast">Mean of <c>zᵀ C z</c>: how far embeddings lie along directions that earlier ones took.</param>
/// <param name="Covariance">C after this step, <c>[dimension, dimension]</c>, without a graph.</param>
public readonly record struct TiCoTerms(Tensor Invariance, Tensor Contrast, Tensor Covariance)
{
    /// <summary>The loss: <c>invariance + contrastWeight * contrast</c> (ρ of the paper).</summary>
    public Tensor Weighted(double contrastWeight) => Invariance + (Contrast * contrastWeight);
}
