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
            current = Move(rows, NearestCentre.Find(rows, current).Labels, current, spherical).Keep();
        }
        return current.Keep();
    }

    /// <summary>Does so until no row changes its centre.</summary>
    /// <inheritdoc cref="Lloyd"/>
    /// <param name="most">Most assignments, at least 1.</param>
    /// <param name="cancel">Checked before each assignment.</param>
    public static KMeansFit Fit(Tensor rows, Tensor centres, int most = 300, bool spherical = false, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor current = centres.Clone(), labels = Tensor.Full([rows.Size(0)], -1, ScalarType.Int64, rows.Device);
        List<double> inertias = [];
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            using TensorScope inner = new();
            (Tensor nearest, Tensor distances) = NearestCentre.Find(rows, current);
            inertias.Add(distances.Sum(dtype: ScalarType.Float64).Item<double>());
            bool settled = !nearest.Ne(labels).Any().Item<bool>();
            labels = nearest.Keep();
            // The last assignment is to the centres that are given back.
            if (settled || inertias.Count == most) break;
            current = Move(rows, nearest, current, spherical).Keep();
        }
        return new(current.Keep(), labels.Keep(), [.. inertias]);
    }

    private static Tensor Move(Tensor rows, Tensor labels, Tensor centres, bool spherical)
    {
        (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, labels, centres.Size(0));
        Tensor moved = sums / counts.ClampMin(1).Unsqueeze(1);
        if (spherical) moved = moved.Normalize();
        return counts.Eq(0).Unsqueeze(1).Where(centres, moved);
    }
}
