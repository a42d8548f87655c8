namespace Autodidact.Reports.Pages;

/// <summary>A table. Columns that hold figures (all their cells begin with a digit or a sign) stand to the right.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells, one a column.</param>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PageElement
{
    /// <summary>What it shows, above it; empty for nothing.</summary>
    public string Caption { get; init; } = "";

    internal override void Write(HtmlWriter html)
    {
        if (Rows.FirstOrDefault(row => row.Count != Columns.Count) is { } odd) throw new InvalidOperationException($"A row of {odd.Count} cells does not fit a table of {Columns.Count} columns.");
        Html[] kinds = [.. Columns.Select((_, column) => Html.If(Rows.Any(row => IsFigure(row[column])) && Rows.All(row => row[column].Length == 0 || IsFigure(row[column])), " class=\"figure\""))];
        html.Markup("<div class=\"table\"><table>\n");
        if (Caption.Length > 0) html.Append($"<caption>{Caption}</caption>\n");
        html.Markup("<thead><tr>");
        for (int column = 0; column < Columns.Count; column++) html.Append($"<th scope=\"col\"{kinds[column]}>{Columns[column]}</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in Rows)
        {
            html.Markup("<tr>");
            for (int column = 0; column < Columns.Count; column++) html.Append($"<td{kinds[column]}>{row[column]}</td>");
            html.Markup("</tr>\n");
        }
        html.Markup("</tbody></table></div>\n");
    }

    private static bool IsFigure(string cell) => cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || (cell[0] is '-' or '+' or '−' or '±' && cell.Length > 1 && char.IsAsciiDigit(cell[1])));
}
