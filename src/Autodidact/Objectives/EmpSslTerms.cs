using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="CodingRate.EmpSsl"/>, scalars.</summary>
/// <param name="Rate">The total coding rate in nats, averaged over views; large where embeddings fill the space.</param>
/// <param name="Invariance">Minus the mean cosine of each view's embedding with the mean over views, from -1.</param>
public readonly record struct EmpSslTerms(Tensor Rate, Tensor Invariance)
{
    /// <summary>The loss of the paper: <c>invarianceWeight * invariance - rate</c>.</summary>
    public Tensor Weighted(double invarianceWeight) => (Invariance * invarianceWeight) - Rate;
}
