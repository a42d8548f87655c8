using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Spreads embeddings evenly over the sphere, by Kozachenko and Leonenko's estimate of their entropy.</summary>
public static class KoLeo
{
    /// <summary><c>-mean log(distance to the nearest other row)</c> (Sablayrolles et al. 2019, arXiv:1806.03198, eq. 5; DINOv2, arXiv:2304.07193, section 4).</summary>
    /// <param name="embeddings">Of one view, <c>[rows, dimension]</c>, at least 2 rows; normalised here.</param>
    /// <param name="epsilon">Keeps the logarithm of equal rows finite.</param>
    public static Tensor Loss(Tensor embeddings, double epsilon = 1e-8)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = FullPrecision.Of(embeddings).Normalize(epsilon);
        Tensor similarity = unit.Detach().Matmul(unit.Detach().T());
        similarity.FillDiagonalInPlace(-1);
        Tensor difference = unit - unit.IndexSelect(0, similarity.Argmax(1)) + epsilon;
        return (difference.LinalgVectorNorm(2, [1]) + epsilon).Log().Mean().Neg().Keep();
    }
}
