using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Vectors on the unit sphere.</summary>
public static class Geometry
{
    /// <summary>Mean cosine between the first and the second view of each sample, a scalar in [-1, 1].</summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major.</param>
    public static Tensor PositiveSimilarity(Tensor embeddings, int views)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = FullPrecision.Of(embeddings).Normalize();
        long batch = embeddings.Size(0) / views;
        return (unit.Narrow(0, 0, batch) * unit.Narrow(0, batch, batch)).Sum([1L]).Mean();
    }
}
