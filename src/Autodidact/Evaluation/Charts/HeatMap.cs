using System.Globalization;

namespace Autodidact.Evaluation.Charts;

/// <summary>A figure over the values of two settings, as tiles from dark (low) to light (high) with the figure written in each.</summary>
public static class HeatMap
{
    private const double TileHeight = 44, Top = 96, Edge = 16;
    private const int LongestName = 22;

    /// <summary>Draws the map.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">What the small numbers are.</param>
    /// <param name="down">The setting whose values are rows, and its values.</param>
    /// <param name="across">The setting whose values are columns, and its values.</param>
    /// <param name="cells">The figure at (row, column), with how far its interval reaches to either side; none where it is missing.</param>
    public static string Draw(string title, string subtitle, (string Name, IReadOnlyList<string> Values) down, (string Name, IReadOnlyList<string> Values) across, IReadOnlyDictionary<(int Row, int Column), (double Value, double? Half)> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        string[] rows = [.. down.Values.Select(value => SvgDrawing.Fitted(value, LongestName))], columns = [.. across.Values.Select(value => SvgDrawing.Fitted(value, LongestName))];
        double left = Edge + (SvgDrawing.LetterWidth * Math.Max(down.Name.Length, rows.Max(row => row.Length))) + 12;
        double tile = Math.Max(84, columns.Max(column => column.Length * SvgDrawing.LetterWidth) + 12);
        double width = Math.Max(left + (tile * columns.Length) + Edge, (SvgDrawing.LetterWidth * Math.Max(title.Length, subtitle.Length)) + (2 * Edge));
        SvgDrawing drawing = new(width, Top + (TileHeight * rows.Length) + Edge);
        drawing.Text(Edge, 26, title, bold: true);
        drawing.Text(Edge, 46, subtitle, SvgDrawing.Faint);
        drawing.Text(left + (tile * columns.Length / 2), Top - 28, across.Name, anchor: "middle");
        drawing.Text(left - 12, Top - 10, down.Name, anchor: "end");
        for (int column = 0; column < columns.Length; column++) drawing.Text(left + (tile * (column + 0.5)), Top - 10, columns[column], SvgDrawing.Faint, "middle");
        double low = cells.Count > 0 ? cells.Values.Min(cell => cell.Value) : 0, high = cells.Count > 0 ? cells.Values.Max(cell => cell.Value) : 1;
        for (int row = 0; row < rows.Length; row++)
        {
            double y = Top + (TileHeight * row);
            drawing.Text(left - 12, y + (TileHeight / 2) + 4.5, rows[row], SvgDrawing.Faint, "end");
            for (int column = 0; column < columns.Length; column++)
            {
                double x = left + (tile * column);
                if (!cells.TryGetValue((row, column), out (double Value, double? Half) cell))
                {
                    drawing.Text(x + (tile / 2), y + (TileHeight / 2) + 4.5, "none", SvgDrawing.Faint, "middle");
                    continue;
                }

                (double r, double g, double b) = ColourRamp.At(high > low ? (cell.Value - low) / (high - low) : 1);
                drawing.Tile(x + 1, y + 1, tile - 2, TileHeight - 2, $"#{(int)r:x2}{(int)g:x2}{(int)b:x2}");
                string ink = (0.299 * r) + (0.587 * g) + (0.114 * b) > 130 ? "#1f2328" : "#ffffff";
                drawing.Text(x + (tile / 2), y + (TileHeight / 2) + (cell.Half is null ? 4.5 : -2), cell.Value.ToString("0.0", CultureInfo.InvariantCulture), anchor: "middle", bold: true, fill: ink);
                if (cell.Half is double half)
                    drawing.Text(x + (tile / 2), y + (TileHeight / 2) + 14, $"± {half.ToString("0.0", CultureInfo.InvariantCulture)}", anchor: "middle", fill: ink);
            }
        }

        return drawing.ToString();
    }
}
