namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// How far is far for each row: distances count from that of its nearest other row, <c>ρ</c>, in units <c>σ</c> in which all of its neighbours have the same weight,
/// <c>Σ exp(-max(0, d - ρ) / σ) = log2 k</c>. McInnes et al. 2018, arXiv:1802.03426, algorithm 3.
/// </summary>
internal static class SmoothDistances
{
    private const int MostHalvings = 64;

    // Of the weight's sum; and how small a unit may get, of the mean distance: rows that are all alike would have none.
    private const double Tolerance = 1e-5, LeastUnit = 1e-3;

    /// <summary>Membership of each neighbour, <c>[rows, k]</c>: <c>exp(-max(0, d - ρ) / σ)</c>, 0 to 1.</summary>
    /// <param name="neighbours">The nearest others of each row; the row itself counts as one more, so they are one fewer than <c>k</c> of the paper.</param>
    /// <param name="team">Who computes.</param>
    public static float[] Weights(NeighbourTable neighbours, ThreadTeam team)
    {
        float[] weights = new float[neighbours.Ids.Length];
        double sum = 0;
        foreach (float distance in neighbours.Distances) sum += distance;
        double mean = sum / (neighbours.Count * (double)(neighbours.K + 1)), target = Math.Log2(neighbours.K + 1);
        team.Over(neighbours.Count, 256, (from, to) =>
        {
            for (int row = from; row < to; row++) Weigh(neighbours.DistancesOf(row), target, mean, weights.AsSpan(row * neighbours.K, neighbours.K));
        });
        return weights;
    }

    private static void Weigh(ReadOnlySpan<float> distances, double target, double meanOfAll, Span<float> weights)
    {
        (double nearest, double sum) = (0, 0);
        foreach (float distance in distances)
        {
            if (nearest == 0) nearest = distance;       // the first that is no copy
            sum += distance;
        }
        double unit = Math.Max(Unit(distances, nearest, target), LeastUnit * (nearest > 0 ? sum / (distances.Length + 1) : meanOfAll));
        for (int i = 0; i < distances.Length; i++)
            weights[i] = distances[i] <= nearest || unit == 0 ? 1 : (float)Math.Exp(-(distances[i] - nearest) / unit);
    }

    private static double Unit(ReadOnlySpan<float> distances, double nearest, double target)
    {
        (double low, double high, double middle) = (0, double.PositiveInfinity, 1);
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            double weight = 0;
            foreach (float distance in distances) weight += distance > nearest ? Math.Exp(-(distance - nearest) / middle) : 1;
            if (Math.Abs(weight - target) < Tolerance) break;
            if (weight > target) (high, middle) = (middle, (low + middle) / 2);
            else (low, middle) = (middle, double.IsPositiveInfinity(high) ? middle * 2 : (middle + high) / 2);
        }
        return middle;
    }
}
