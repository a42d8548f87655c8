using System.Numerics;
using System.Runtime.InteropServices;

namespace Autodidact.Evaluation.Metrics;

/// <summary>The rows nearest to one, and where they stand in another order. For one thread.</summary>
/// <param name="neighbours">How many, at least 1.</param>
internal sealed class NearestRows(int neighbours)
{
    // Copies of one row can be as many as there are rows; so many speak for all.
    private const int MostTies = 64;

    private readonly double[] _smallest = new double[neighbours];
    private readonly List<int> _nearer = [], _last = [];

    /// <summary>
    /// By how many ranks in all the nearest rows are behind the first ranks of another order: the mean over all ways to order rows at the same distance.
    /// </summary>
    /// <param name="distances">Who is near, <c>[rows]</c>; infinite where a row does not count.</param>
    /// <param name="others">The distances that rank them, likewise.</param>
    public double Excess(ReadOnlySpan<double> distances, ReadOnlySpan<double> others)
    {
        Find(distances);
        double excess = 0, last = 0;
        foreach (int row in _nearer) excess += Behind(others, row);
        int step = (_last.Count + MostTies - 1) / MostTies, looked = 0;
        for (int i = 0; i < _last.Count; i += step, looked++) last += Behind(others, _last[i]);
        return excess + ((neighbours - _nearer.Count) * last / looked);
    }

    /// <summary>Finds the rows that are nearer than the last neighbour, and those at its distance.</summary>
    private void Find(ReadOnlySpan<double> distances)
    {
        Array.Fill(_smallest, double.PositiveInfinity);
        double worst = double.PositiveInfinity;
        foreach (double distance in distances)
        {
            if (distance >= worst) continue;
            int at = neighbours - 1;
            for (; at > 0 && _smallest[at - 1] > distance; at--) _smallest[at] = _smallest[at - 1];
            _smallest[at] = distance;
            worst = _smallest[^1];
        }
        _nearer.Clear();
        _last.Clear();
        for (int row = 0; row < distances.Length; row++)
        {
            if (distances[row] > worst) continue;
            (distances[row] < worst ? _nearer : _last).Add(row);
        }
    }

    private double Behind(ReadOnlySpan<double> distances, int row)
    {
        (long before, long upTo) = Count(distances, distances[row]);
        long ties = upTo - before, behind = upTo - neighbours;
        if (before >= neighbours) return before + 1 - neighbours + ((ties - 1) / 2.0);
        return behind > 0 ? behind * (behind + 1) / 2.0 / ties : 0;
    }

    private static (long Less, long NotMore) Count(ReadOnlySpan<double> distances, double limit)
    {
        ref double start = ref MemoryMarshal.GetReference(distances);
        Vector<double> limits = new(limit);
        Vector<long> less = Vector<long>.Zero, notMore = less;
        int i = 0;
        for (; i <= distances.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> at = Vector.LoadUnsafe(ref start, (nuint)i);
            less -= Vector.LessThan(at, limits);
            notMore -= Vector.LessThanOrEqual(at, limits);
        }
        (long before, long upTo) = (Vector.Sum(less), Vector.Sum(notMore));
        for (; i < distances.Length; i++) (before, upTo) = (before + (distances[i] < limit ? 1 : 0), upTo + (distances[i] <= limit ? 1 : 0));
        return (before, upTo);
    }
}
