namespace Autodidact.Tests.Golden;

/// <summary>Trustworthiness straight from its definition, in quadratic time, for every way to order rows at the same distance.</summary>
internal static class NeighbourhoodsByHand
{
    /// <summary>The least, the mean and the most that the order of equal distances allows.</summary>
    /// <param name="near">The space whose neighbours are looked at, <c>[rows, nearWidth]</c>.</param>
    /// <param name="nearWidth">Numbers in a row of it.</param>
    /// <param name="rank">The space that ranks them, <c>[rows, rankWidth]</c>.</param>
    /// <param name="rankWidth">Numbers in a row of it.</param>
    /// <param name="k">Neighbours.</param>
    public static (double Low, double Mean, double High) Of(float[] near, int nearWidth, float[] rank, int rankWidth, int k)
    {
        int count = near.Length / nearWidth;
        (double least, double mean, double most) = (0, 0, 0);
        for (int row = 0; row < count; row++)
        {
            double[] nearDistances = Distances(near, nearWidth, row), rankDistances = Distances(rank, rankWidth, row);
            double last = nearDistances.Order().ElementAt(k - 1);
            int[] sure = [.. Enumerable.Range(0, count).Where(other => nearDistances[other] < last)], open = [.. Enumerable.Range(0, count).Where(other => nearDistances[other] == last)];
            int places = k - sure.Length;
            double[][] excess = [.. open.Select(Excess)];
            double[][] always = [.. sure.Select(Excess)];
            least += always.Sum(one => one[0]) + excess.Select(one => one[0]).Order().Take(places).Sum();
            mean += always.Sum(one => one.Average()) + (places * excess.Average(one => one.Average()));
            most += always.Sum(one => one[^1]) + excess.Select(one => one[^1]).OrderDescending().Take(places).Sum();

            // By how many ranks it is too far, for each rank that it may have, rising.
            double[] Excess(int other)
            {
                int nearer = rankDistances.Count(distance => distance < rankDistances[other]), equal = rankDistances.Count(distance => distance == rankDistances[other]);
                return [.. Enumerable.Range(nearer + 1, equal).Select(at => (double)Math.Max(0, at - k))];
            }
        }
        double worst = count * (double)k * ((2 * count) - (3 * k) - 1) / 2;
        return (1 - (most / worst), 1 - (mean / worst), 1 - (least / worst));
    }

    private static double[] Distances(float[] values, int width, int row) =>
        [.. Enumerable.Range(0, values.Length / width).Select(other => other == row ? double.PositiveInfinity : Enumerable.Range(0, width).Sum(i => Math.Pow((double)values[(row * width) + i] - values[(other * width) + i], 2)))];
}
