using Autodidact.Data.Views;

namespace Autodidact.Evaluation;

/// <summary>Samples dealt into ten groups, each of which is left out once: how a figure of all of them gets its interval (<see cref="Interval.OfGroups"/>).</summary>
internal static class SampleGroups
{
    private const int Most = 10;

    /// <summary>The rows that are left without one group, for each group. Which group a row is in is drawn, always in the same way: rows may come class by class, or with their classes taking turns.</summary>
    /// <param name="count">Rows, at least 2; with fewer than ten, each is a group.</param>
    public static IEnumerable<int[]> LeavingOut(int count)
    {
        int groups = Math.Min(Most, count);
        int[] places = [.. Enumerable.Range(0, count)];
        new Draws(new DrawKey(0, 0, 0, View: 4), DrawPurpose.Other).Shuffle(places.AsSpan());
        return Enumerable.Range(0, groups).Select(group => Enumerable.Range(0, count).Where(row => places[row] % groups != group).ToArray());
    }
}
