using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Clusters of rows by Lloyd's algorithm, from given centres (Lloyd 1982; on the sphere, Dhillon and Modha 2001). Without gradient.</summary>
public static class KMeans
{
    // The distances of all rows to all centres at once would be gigabytes for large sources.
    private const long BlockRows = 4096;

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
            Tensor nearest = Nearest(rows, current).Labels;
            Tensor counts = Tensor.Zeros([centres.Size(0)], rows.Type, rows.Device).ScatterAdd(0, nearest, Tensor.Ones([rows.Size(0)], rows.Type, rows.Device));
            Tensor sums = Tensor.Zeros(centres.Shape, rows.Type, rows.Device).IndexAdd(0, nearest, rows);
            Tensor moved = sums / counts.ClampMin(1).Unsqueeze(1);
            if (spherical) moved = Geometry.Normalize(moved);
            current = counts.Eq(0).Unsqueeze(1).Where(current, moved).Keep();
        }
        return current.Keep();
    }

    /// <summary>The nearest centre of every row, int64 <c>[rows]</c>, and the squared distances to them, <c>[rows]</c>.</summary>
    public static (Tensor Labels, Tensor Distances) Nearest(Tensor rows, Tensor centres)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor half = centres.Square().Sum([1L]) / 2;
        List<Tensor> labels = [], distances = [];
        foreach (Tensor block in rows.Split(BlockRows))
        {
            using TensorScope inner = new();
            (Tensor closeness, Tensor nearest) = (block.Matmul(centres.T()) - half).MaxAlong(1);
            labels.Add(nearest.Keep());
            distances.Add((block.Square().Sum([1L]) - (closeness * 2)).ClampMin(0).Keep());
        }
        return (Ops.Cat([.. labels]).Keep(), Ops.Cat([.. distances]).Keep());
    }
}
