using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>The terms of <see cref="Redundancy.VicReg"/> and its relatives, scalars that are not weighted yet.</summary>
/// <param name="Invariance">Mean squared difference between views.</param>
/// <param name="Variance">How far deviations over the batch fall short of 1.</param>
/// <param name="Covariance">What dimensions say about each other.</param>
public readonly record struct VicRegTerms(Tensor Invariance, Tensor Variance, Tensor Covariance)
{
    /// <summary>The loss: the terms, each times its weight (λ, µ and ν of the paper).</summary>
    public Tensor Weighted(double invariance, double variance, double covariance) => (Invariance * invariance) + (Variance * variance) + (Covariance * covariance);

    /// <summary>The mean of each term.</summary>
    internal static VicRegTerms Mean(IReadOnlyList<VicRegTerms> terms) =>
        new(Mean(terms, one => one.Invariance), Mean(terms, one => one.Variance), Mean(terms, one => one.Covariance));

    private static Tensor Mean(IReadOnlyList<VicRegTerms> terms, Func<VicRegTerms, Tensor> term) => Ops.Stack([.. terms.Select(term)]).Mean();
}
