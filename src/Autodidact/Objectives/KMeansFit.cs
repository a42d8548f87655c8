using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Where k-means came to rest.</summary>
/// <param name="Centres"><c>[clusters, dimension]</c>.</param>
/// <param name="Labels">The nearest centre of each row, int64 <c>[rows]</c>.</param>
/// <param name="Inertias">The summed squared distance of rows to their centre at each assignment; the last is that of <paramref name="Labels"/> and <paramref name="Centres"/>.</param>
public sealed record KMeansFit(Tensor Centres, Tensor Labels, double[] Inertias)
{
    /// <summary>The summed squared distance of rows to their centre; lower is more compact.</summary>
    public double Inertia => Inertias[^1];
}
