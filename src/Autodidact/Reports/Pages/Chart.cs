using Autodidact.Evaluation.Charts;

namespace Autodidact.Reports.Pages;

/// <summary>A chart of <see cref="Evaluation.Charts"/> within a page, whose colours follow the page's.</summary>
/// <param name="Drawing">What <see cref="DotPlot"/>, <see cref="LineChart"/> or <see cref="HeatMap"/> drew, or another <see cref="SvgDrawing"/>.</param>
public sealed record Chart(string Drawing) : PageElement
{
    internal override void Write(HtmlWriter html)
    {
        html.Markup("<figure class=\"drawing\">");
        html.Markup(SvgDrawing.WithinPage(Drawing));
        html.Markup("</figure>\n");
    }
}
