using System.Globalization;

namespace Autodidact.Evaluation.Charts;

/// <summary>A figure over the values of one setting: dots on their intervals, joined by a line.</summary>
public static class LineChart
{
    private const double Width = 760, Height = 420, Left = 64, Edge = 24, Top = 66, Bottom = 64;

    /// <summary>Draws the chart. Values that are numbers lie where numbers lie, those that span a factor of ten on a logarithmic scale; others one after the other.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">What intervals are.</param>
    /// <param name="setting">The setting's name, below the axis.</param>
    /// <param name="points">A row for each value of the setting, its name the value; at least one.</param>
    /// <param name="lines">Numbers that a line goes across for, with their names.</param>
    public static string Draw(string title, string subtitle, string setting, IReadOnlyList<DotRow> points, IReadOnlyList<(string Name, double Value)> lines)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(lines);
        SvgDrawing drawing = new(Width, Height);
        string[] words = [.. lines.Select(line => $"{line.Name} {line.Value.ToString("0.0", CultureInfo.InvariantCulture)}")];
        // Beside the axes, where no dot and no interval is.
        double right = Width - Edge - words.Select(name => SvgDrawing.LetterWidth * name.Length).DefaultIfEmpty(0).Max();
        NumberScale up = new(points.SelectMany(point => (double[])[point.Value, point.Low ?? point.Value, point.High ?? point.Value]).Concat(lines.Select(line => line.Value)), Height - Bottom, Top);
        double[] numbers = [.. points.Select(point => double.TryParse(point.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        bool isNumeric = numbers.All(double.IsFinite) && numbers.Distinct().Count() > 1;
        bool isLogarithmic = isNumeric && numbers.Min() > 0 && numbers.Max() >= 10 * numbers.Min();
        NumberScale across = new(isNumeric ? numbers : [0, points.Count - 1], Left, right, isLogarithmic);
        int[] order = [.. Enumerable.Range(0, points.Count).OrderBy(i => isNumeric ? numbers[i] : i)];

        drawing.Text(16, 26, title, bold: true);
        drawing.Text(16, 46, subtitle, SvgDrawing.Faint);
        foreach (double tick in up.Ticks)
        {
            drawing.Line(Left, up.At(tick), right, up.At(tick), SvgDrawing.Grid);
            drawing.Text(Left - 8, up.At(tick) + 4.5, up.Label(tick), SvgDrawing.Faint, "end");
        }

        for (int i = 0; i < lines.Count; i++)
        {
            drawing.Line(Left, up.At(lines[i].Value), right, up.At(lines[i].Value), SvgDrawing.Other, dashed: true);
            drawing.Text(right + 8, up.At(lines[i].Value) + 4.5, words[i], SvgDrawing.Other);
        }

        double written = double.NegativeInfinity;
        for (int place = 0; place < order.Length; place++)
        {
            DotRow point = points[order[place]];
            double x = X(order[place]), y = up.At(point.Value);
            if (place > 0) drawing.Line(X(order[place - 1]), up.At(points[order[place - 1]].Value), x, y, SvgDrawing.Mark, 1.5);
            if (point is { Low: double low, High: double high })
            {
                drawing.Line(x, up.At(low), x, up.At(high), SvgDrawing.Mark, 2);
                foreach (double end in (double[])[low, high]) drawing.Line(x - 5, up.At(end), x + 5, up.At(end), SvgDrawing.Mark, 2);
            }

            drawing.Dot(x, y, 4.5, SvgDrawing.Mark);
            string name = SvgDrawing.Fitted(point.Name, 18);
            double half = name.Length * SvgDrawing.LetterWidth / 2;
            if (x - half < written + 6) continue;       // its neighbour's name is in the way
            drawing.Text(x, Height - Bottom + 20, name, SvgDrawing.Faint, "middle");
            written = x + half;
        }

        drawing.Text((Left + right) / 2, Height - 16, setting + (isLogarithmic ? " (logarithmic)" : ""), anchor: "middle");
        return drawing.ToString();

        double X(int point) => across.At(isNumeric ? numbers[point] : point);
    }
}
