using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Assignments of rows to prototypes that use all prototypes alike, by Sinkhorn and Knopp's scaling of rows and columns (SwAV,
/// Caron et al. 2020, arXiv:2006.09882, section 3.1, eq. 3 to 5). Of all processes' rows together, or they would depend on the processes.
/// </summary>
public static class Sinkhorn
{
    /// <summary>Soft assignments, without gradient.</summary>
    /// <param name="scores"><c>[rows, prototypes]</c>: cosines, logits or log-probabilities.</param>
    /// <param name="epsilon">Smoothness, above 0: near 0 each row belongs to one prototype.</param>
    /// <param name="iterations">Scalings of columns and rows; 3 are usual. 0 leaves <c>exp(scores / epsilon)</c> with a mean row sum of 1.</param>
    /// <returns><c>[rows, prototypes]</c>; each row sums to 1 and each column, nearly, to rows / prototypes.</returns>
    /// <remarks>In logarithms and double precision: no row and no column can underflow to a division by zero.</remarks>
    public static Tensor Assign(Tensor scores, double epsilon, int iterations)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using FullPrecision precision = new(scores.Device);
        ScalarType type = FullPrecision.Of(scores).Type;
        double rows = Math.Log(scores.Size(0)), prototypes = Math.Log(scores.Size(1));
        Tensor logarithm = scores.To(ScalarType.Float64) / epsilon;
        logarithm -= logarithm.Logsumexp([0, 1], keepdim: true);
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            logarithm -= logarithm.Logsumexp([0], keepdim: true) + prototypes;
            logarithm -= logarithm.Logsumexp([1], keepdim: true) + rows;
        }
        return (logarithm + rows).Exp().To(type).Keep();
    }
}
