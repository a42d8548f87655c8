namespace Autodidact.Reports.Pages;

/// <summary>Rows of samples with what is to be said of each. Of texts their beginnings are shown.</summary>
/// <param name="Rows">In order.</param>
public sealed record Gallery(IReadOnlyList<GalleryRow> Rows) : PageElement
{
    /// <summary>What it shows, above it; empty for nothing.</summary>
    public string Caption { get; init; } = "";

    internal override void Write(HtmlWriter html)
    {
        bool isText = Rows.SelectMany(row => row.Items).Any(item => item.Thumbnail.Text is not null);
        html.Append($"<div class=\"gallery{Html.If(isText, " texts")}\">\n");
        if (Caption.Length > 0) html.Append($"<p>{Caption}</p>\n");
        foreach (GalleryRow row in Rows)
        {
            html.Markup("<div class=\"row\">");
            if (row.Title.Length > 0 || row.Note.Length > 0) html.Append($"<h4>{row.Title} <span class=\"note\">{row.Note}</span></h4>\n");
            html.Markup("<div class=\"items\">\n");
            if (row.Query is { } query)
            {
                html.Markup("<div class=\"query\">");
                query.Write(html);
                html.Markup("</div>\n");
            }
            foreach (GalleryItem item in row.Items) item.Write(html);
            html.Markup("</div></div>\n");
        }
        html.Markup("</div>\n");
    }
}
