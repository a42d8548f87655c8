namespace Autodidact.Reports.Pages;

/// <summary>A curve.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Points">Where and how much, in rising order of where. Values that are no numbers are gaps.</param>
public sealed record LineSeries(string Name, IReadOnlyList<(double At, double Value)> Points)
{
    // No screen shows more, and pages stay small however long a run was.
    private const int MostPoints = 1500;

    /// <summary>Whether points stand apart, so that each is marked.</summary>
    public bool IsSparse { get; init; }

    /// <summary>The curve in at most 1,500 points: of each stretch its lowest and its highest stay, so that no peak is lost.</summary>
    internal IReadOnlyList<(double At, double Value)> Thinned()
    {
        if (Points.Count <= MostPoints) return Points;
        List<(double, double)> kept = [];
        int stretches = MostPoints / 2;
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int first = (int)((long)stretch * Points.Count / stretches), end = (int)((long)(stretch + 1) * Points.Count / stretches), low = first, high = first;
            for (int i = first; i < end; i++)
            {
                if (Points[i].Value < Points[low].Value || double.IsNaN(Points[low].Value)) low = i;
                if (Points[i].Value > Points[high].Value || double.IsNaN(Points[high].Value)) high = i;
            }
            kept.Add(Points[Math.Min(low, high)]);
            if (low != high) kept.Add(Points[Math.Max(low, high)]);
        }
        return kept;
    }
}
