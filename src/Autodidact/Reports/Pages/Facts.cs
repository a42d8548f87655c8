namespace Autodidact.Reports.Pages;

/// <summary>Names and what they stand for, one a line.</summary>
/// <param name="Rows">In order; a row whose value is empty is left out.</param>
public sealed record Facts(IReadOnlyList<(string Name, string? Value)> Rows) : PageElement
{
    internal override void Write(HtmlWriter html)
    {
        html.Markup("<dl class=\"facts\">\n");
        foreach ((string name, string? value) in Rows.Where(row => !string.IsNullOrEmpty(row.Value))) html.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
        html.Markup("</dl>\n");
    }
}
