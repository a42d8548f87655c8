namespace Autodidact.Evaluation;

/// <summary>Samples dealt into ten groups, each of which is left out once: how a figure of all of them gets its interval (<see cref="Interval.OfGroups"/>).</summary>
internal static class SampleGroups
{
    private const int Most = 10;

    /// <summary>The rows that are left without one group, for each group: row i belongs to group i mod 10, so that sources in the order of their classes are dealt evenly.</summary>
    /// <param name="count">Rows, at least 2; with fewer than ten, each is a group.</param>
    public static IEnumerable<int[]> LeavingOut(int count)
    {
        int groups = Math.Min(Most, count);
        return Enumerable.Range(0, groups).Select(group => Enumerable.Range(0, count).Where(row => row % groups != group).ToArray());
    }
}
