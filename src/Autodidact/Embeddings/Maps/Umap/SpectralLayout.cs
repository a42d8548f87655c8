using Autodidact.Data.Views;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// Where points begin: by the graph's slowest vectors (Belkin and Niyogi 2003; McInnes et al. 2018, arXiv:1802.03426, algorithm 4). A graph of several parts has no such vectors across them;
/// then each part is laid out by itself, and the parts beside each other.
/// </summary>
internal static class SpectralLayout
{
    /// <summary>First places, <c>[rows, 2]</c>.</summary>
    /// <param name="graph">Who is joined to whom.</param>
    /// <param name="values">What the rows are, <c>[rows, dimension]</c>: says where parts lie among each other.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    /// <param name="team">Who computes.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static double[] Of(SparseGraph graph, ReadOnlySpan<float> values, int dimension, ulong seed, ThreadTeam team, CancellationToken cancel)
    {
        (int[] partOf, int parts) = graph.Parts();
        if (parts == 1) return OfPart(graph, seed, team, cancel);
        int[][] rows = [.. Enumerable.Range(0, graph.Count).GroupBy(row => partOf[row]).OrderBy(part => part.Key).Select(part => part.ToArray())];
        double[] centres = Centres(rows, values, dimension), places = new double[2 * graph.Count];
        for (int part = 0; part < parts; part++)
        {
            double nearest = double.PositiveInfinity;
            for (int other = 0; other < parts; other++)
            {
                double distance = Math.Sqrt(Math.Pow(centres[2 * part] - centres[2 * other], 2) + Math.Pow(centres[(2 * part) + 1] - centres[(2 * other) + 1], 2));
                if (distance > 0) nearest = Math.Min(nearest, distance);
            }
            double[] own = OfPart(graph.Of(rows[part]), seed + (ulong)part + 1, team, cancel);
            double scale = (double.IsFinite(nearest) ? nearest / 2 : 1) / Math.Max(own.Max(Math.Abs), double.Epsilon);
            for (int i = 0; i < own.Length; i++) places[(2 * rows[part][i / 2]) + (i % 2)] = centres[(2 * part) + (i % 2)] + (own[i] * scale);
        }
        return places;
    }

    private static double[] OfPart(SparseGraph part, ulong seed, ThreadTeam team, CancellationToken cancel)
    {
        if (part.Count > 2) return LaplacianVectors.Of(part, 2, seed, team, cancel);
        // Too few for two vectors.
        Draws draws = new(new DrawKey(seed, 0, 1, 0), DrawPurpose.Map);
        return [.. Enumerable.Range(0, 2 * part.Count).Select(_ => draws.Uniform(-1, 1))];
    }

    /// <summary>Up to four parts at the ends of the axes, more by the principal components of their means; none further than 1 from the middle on either axis.</summary>
    private static double[] Centres(int[][] rows, ReadOnlySpan<float> values, int dimension)
    {
        if (rows.Length == 2) return [1, 0, -1, 0];
        if (rows.Length <= 4) return [.. new double[] { 1, 0, 0, 1, -1, 0, 0, -1 }.AsSpan(0, 2 * rows.Length)];
        float[] means = new float[rows.Length * dimension];
        for (int part = 0; part < rows.Length; part++)
        {
            for (int column = 0; column < dimension; column++)
            {
                double sum = 0;
                foreach (int row in rows[part]) sum += values[(row * dimension) + column];
                means[(part * dimension) + column] = (float)(sum / rows[part].Length);
            }
        }
        double[] places = PlanarStart.Of(means, dimension);
        double scale = Math.Max(places.Max(Math.Abs), double.Epsilon);
        return [.. places.Select(place => place / scale)];
    }
}
