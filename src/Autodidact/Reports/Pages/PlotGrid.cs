namespace Autodidact.Reports.Pages;

/// <summary>Charts of curves side by side, as many in a row as the page is wide.</summary>
/// <param name="Plots">The charts.</param>
public sealed record PlotGrid(IReadOnlyList<LinePlot> Plots) : PageElement
{
    internal override PageParts Needs => PageParts.Plots;

    internal override void Write(HtmlWriter html)
    {
        html.Markup("<div class=\"plots\">\n");
        foreach (LinePlot plot in Plots) plot.Write(html);
        html.Markup("</div>\n");
    }
}
