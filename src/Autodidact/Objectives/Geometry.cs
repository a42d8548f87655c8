using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Vectors on the unit sphere.</summary>
public static class Geometry
{
    /// <summary>Rows of length 1, <c>[rows, dimension]</c>; a row shorter than <paramref name="epsilon"/> is divided by that.</summary>
    public static Tensor Normalize(Tensor rows, double epsilon = 1e-12) =>
        rows / rows.LinalgVectorNorm(2, [1], keepdim: true).ClampMin(epsilon);

    /// <summary>Mean cosine between the first and the second view of each sample, a scalar in [-1, 1].</summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major.</param>
    public static Tensor PositiveSimilarity(Tensor embeddings, int views)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = Normalize(FullPrecision.Of(embeddings));
        long batch = embeddings.Size(0) / views;
        return (unit.Narrow(0, 0, batch) * unit.Narrow(0, batch, batch)).Sum([1L]).Mean();
    }
}
