using Autodidact.Engine;
using Autodidact.Engine.Search;

namespace Autodidact.Objectives;

/// <summary>Clusters of rows by Lloyd's algorithm, from given centres (Lloyd 1982; on the sphere, Dhillon and Modha 2001). Without gradient.</summary>
public static class KMeans
{
    /// <summary>Moves centres to the means of their rows, over and over.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>; of length 1 where <paramref name="spherical"/>.</param>
    /// <param name="centres">Where to begin, <c>[clusters, dimension]</c>.</param>
    /// <param name="iterations">Assignments followed by a move.</param>
    /// <param name="spherical">Whether centres are kept at length 1, so that the nearest centre is the one with the largest cosine.</param>
    /// <returns>The centres, <c>[clusters, dimension]</c>; one that nothing is nearest to stays where it is.</returns>
    public static Tensor Lloyd(Tensor rows, Tensor centres, int iterations, bool spherical)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor current = centres.Clone();
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            using TensorScope inner = new();
            (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, NearestCentre.Find(rows, current).Labels, centres.Size(0));
            Tensor moved = sums / counts.ClampMin(1).Unsqueeze(1);
            if (spherical) moved = moved.Normalize();
            current = counts.Eq(0).Unsqueeze(1).Where(current, moved).Keep();
        }
        return current.Keep();
    }
}
