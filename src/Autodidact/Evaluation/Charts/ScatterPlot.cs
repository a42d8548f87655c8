namespace Autodidact.Evaluation.Charts;

/// <summary>Points in the plane, coloured by group. It has no axes: of maps only who lies beside whom can be read.</summary>
public static class ScatterPlot
{
    private const double Side = 640, Top = 66, Edge = 20, LegendWidth = 190, RowHeight = 20;
    private const int LongestName = 20, MostNames = 30;

    // Turning by the golden section, hues stay apart however many there are.
    private const double GoldenSection = 0.61803398875;

    /// <summary>Draws the points; those of one group over each other in the order they are given in, groups mixed.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">What can be said of it, such as its trustworthiness.</param>
    /// <param name="places"><c>[points, 2]</c>: to the right, then up; finite.</param>
    /// <param name="groups">Names of the groups; empty where there are none.</param>
    /// <param name="groupOf">The group of each point, an index into <paramref name="groups"/>; -1 for none.</param>
    public static string Draw(string title, string subtitle, IReadOnlyList<float> places, IReadOnlyList<string> groups, IReadOnlyList<int> groupOf)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(groupOf);
        int count = places.Count / 2;
        double width = Side + (2 * Edge) + (groups.Count > 0 ? LegendWidth : 0), words = Math.Max(title.Length, subtitle.Length) * SvgDrawing.LetterWidth;
        SvgDrawing drawing = new(Math.Max(width, words + (2 * Edge)), Top + Side + Edge);
        drawing.Text(Edge, 26, title, bold: true);
        drawing.Text(Edge, 46, subtitle, SvgDrawing.Faint);
        (double left, double bottom, double side) = Frame(places);
        double radius = Math.Clamp(120 / Math.Sqrt(Math.Max(1, count)), 1.1, 5);
        for (int i = 0; i < count; i++)
            drawing.Dot(Edge + (Side * (places[2 * i] - left) / side), Top + (Side * (1 - ((places[(2 * i) + 1] - bottom) / side))), radius, SvgDrawing.Faint, groupOf[i] >= 0 ? Colour(groupOf[i]) : null);
        for (int group = 0; group < Math.Min(groups.Count, MostNames); group++)
        {
            double y = Top + ((group + 0.5) * RowHeight), x = Side + (2 * Edge);
            bool isRest = group == MostNames - 1 && groups.Count > MostNames;
            if (!isRest) drawing.Dot(x + 4, y, 5, SvgDrawing.Faint, Colour(group));
            drawing.Text(x + 16, y + 4.5, isRest ? $"and {groups.Count - group} more" : SvgDrawing.Fitted(groups[group], LongestName), isRest ? SvgDrawing.Faint : SvgDrawing.Ink);
        }
        return drawing.ToString();
    }

    // One scale for both axes: distances are to be compared.
    private static (double Left, double Bottom, double Side) Frame(IReadOnlyList<float> places)
    {
        (double left, double right, double bottom, double top) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < places.Count; i += 2)
        {
            (left, right) = (Math.Min(left, places[i]), Math.Max(right, places[i]));
            (bottom, top) = (Math.Min(bottom, places[i + 1]), Math.Max(top, places[i + 1]));
        }
        double side = Math.Max(Math.Max(right - left, top - bottom) * 1.02, 1e-20);
        return (((left + right) - side) / 2, ((bottom + top) - side) / 2, side);
    }

    private static string Colour(int group)
    {
        double hue = (0.58 + (group * GoldenSection)) % 1;
        double light = group % 3 == 1 ? 0.42 : group % 3 == 2 ? 0.64 : 0.53;
        return FormattableString.Invariant($"hsl({360 * hue:0},{(group % 2 == 0 ? 72 : 58)}%,{100 * light:0}%)");
    }
}
