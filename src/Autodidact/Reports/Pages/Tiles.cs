namespace Autodidact.Reports.Pages;

/// <summary>A few figures at a glance.</summary>
/// <param name="Rows">Each with its name, the figure as it is read, and what to hold it against.</param>
public sealed record Tiles(IReadOnlyList<(string Name, string Figure, string Beside)> Rows) : PageElement
{
    internal override void Write(HtmlWriter html)
    {
        html.Markup("<div class=\"tiles\">\n");
        foreach ((string name, string figure, string beside) in Rows) html.Append($"<div><span>{name}</span><b>{figure}</b><span>{beside}</span></div>\n");
        html.Markup("</div>\n");
    }
}
