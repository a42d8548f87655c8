using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Objectives that keep embeddings apart by the number of nats that it takes to write them down. Computed in fp32 or wider.</summary>
public static class CodingRate
{
    /// <summary>EMP-SSL (Tong et al. 2023, arXiv:2304.03977, eq. 2 and 3): many views agree with their mean, and each view's embeddings have a high coding rate.</summary>
    /// <param name="embeddings"><c>[views, batch, dimension]</c>.</param>
    /// <param name="distortion">How coarsely embeddings are written down; the paper's ε², 0.2 in its code.</param>
    public static EmpSslTerms EmpSsl(Tensor embeddings, double distortion = 0.2)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor wide = FullPrecision.Of(embeddings);
        return new(Total(wide, distortion).Mean(), Cosines(wide, wide.Mean([0L], keepdim: true)).Mean().Neg());
    }

    /// <summary>
    /// <c>log det(I + d / (n ε²) Zᵀ Z) / 2</c>: nats for n embeddings with d dimensions at distortion ε² (Yu et al. 2020, arXiv:2006.08558, eq. 1).
    /// </summary>
    /// <param name="rows"><c>[..., batch, dimension]</c>.</param>
    /// <param name="distortion">ε², over 0.</param>
    /// <returns><c>[...]</c></returns>
    public static Tensor Total(Tensor rows, double distortion)
    {
        using FullPrecision guard = new(rows.Device);
        Tensor wide = FullPrecision.Of(rows);
        long batch = wide.Size(-2), dimension = wide.Size(-1);
        Tensor gram = wide.Transpose(-2, -1).Matmul(wide) * (dimension / (batch * distortion));
        Tensor factor = (gram + Tensor.Eye(dimension, wide.Type, wide.Device)).LinalgCholesky();
        return factor.Diagonal(dim1: -2, dim2: -1).Log().Sum([-1L]);        // half the log determinant is that of the factor
    }

    private static Tensor Cosines(Tensor one, Tensor other)
    {
        Tensor Unit(Tensor rows) => rows / rows.LinalgVectorNorm(2, [-1L], keepdim: true).ClampMin(1e-8);
        return (Unit(one) * Unit(other)).Sum([-1L]);
    }
}
