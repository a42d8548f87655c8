namespace Autodidact.Evaluation.Charts;

/// <summary>Figures one below the other, each a dot on its interval, with lines for what they are compared with.</summary>
public static class DotPlot
{
    private const double Width = 820, RowHeight = 28, Top = 76, Bottom = 34, Edge = 16, MarkRoom = 18;
    private const int LongestName = 44;

    /// <summary>Draws the plot.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">What intervals are, and what the words at the right say.</param>
    /// <param name="rows">From top to bottom; at least one.</param>
    /// <param name="lines">Numbers that a line goes through all rows for, with their names.</param>
    /// <param name="format">How a figure is written, such as <c>0.0</c>.</param>
    public static string Draw(string title, string subtitle, IReadOnlyList<DotRow> rows, IReadOnlyList<(string Name, double Value)> lines, string format = "0.0")
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(lines);
        string[] names = [.. rows.Select(row => SvgDrawing.Fitted(row.Name, LongestName))];
        string[] figures = [.. rows.Select(row => Figure(row, format))];
        double left = Edge + Room(names) + 14, aside = Width - Edge - Room([.. rows.Select(row => row.Aside)]);
        double figure = aside - (rows.Any(row => row.Aside.Length > 0) ? 16 : 0), right = figure - Room(figures) - 14;
        double foot = Top + (lines.Count * MarkRoom);
        SvgDrawing drawing = new(Width, foot + (rows.Count * RowHeight) + Bottom);
        NumberScale scale = new(rows.SelectMany(row => (double[])[row.Value, row.Low ?? row.Value, row.High ?? row.Value]).Concat(lines.Select(line => line.Value)), left, right);
        double end = foot + (rows.Count * RowHeight);
        drawing.Text(Edge, 26, title, bold: true);
        drawing.Text(Edge, 46, subtitle, SvgDrawing.Faint);
        foreach (double tick in scale.Ticks)
        {
            drawing.Line(scale.At(tick), foot, scale.At(tick), end, SvgDrawing.Grid);
            drawing.Text(scale.At(tick), end + 18, scale.Label(tick), SvgDrawing.Faint, "middle");
        }

        (string Name, double Value)[] rising = [.. lines.OrderBy(line => line.Value)];
        for (int i = 0; i < rising.Length; i++)
        {
            string words = $"{rising[i].Name} {rising[i].Value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}";
            double x = scale.At(rising[i].Value), y = Top + (i * MarkRoom);
            drawing.Line(x, y - 4, x, end, SvgDrawing.Other, dashed: true);
            // Lower numbers have their words at the left, where no line of a higher one crosses them.
            bool toLeft = i < (rising.Length + 1) / 2 && x - (words.Length * SvgDrawing.LetterWidth) > Edge;
            drawing.Text(x + (toLeft ? -6 : 6), y + 6, words, SvgDrawing.Other, toLeft ? "end" : "start");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = foot + ((i + 0.5) * RowHeight);
            drawing.Text(left - 14, y + 4.5, names[i], anchor: "end");
            if (rows[i] is { Low: double low, High: double high }) drawing.Line(scale.At(low), y, scale.At(high), y, SvgDrawing.Mark, 2);
            drawing.Dot(scale.At(rows[i].Value), y, 4.5, SvgDrawing.Mark);
            drawing.Text(figure, y + 4.5, figures[i], anchor: "end");
            drawing.Text(Width - Edge, y + 4.5, rows[i].Aside, SvgDrawing.Faint, "end");
        }

        return drawing.ToString();
    }

    private static double Room(IReadOnlyList<string> words) => SvgDrawing.LetterWidth * words.Max(word => word.Length);

    private static string Figure(DotRow row, string format)
    {
        string Text(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return row is { Low: double low, High: double high } ? $"{Text(row.Value)} ({Text(low)} to {Text(high)})" : Text(row.Value);
    }
}
