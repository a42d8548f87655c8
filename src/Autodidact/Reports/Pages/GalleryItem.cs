using System.Globalization;

namespace Autodidact.Reports.Pages;

/// <summary>A sample in a gallery.</summary>
/// <param name="Thumbnail">What is seen of it.</param>
public sealed record GalleryItem(Thumbnail Thumbnail)
{
    /// <summary>Words below it, such as its class; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>A figure below it, such as a similarity; null for none.</summary>
    public double? Score { get; init; }

    /// <summary>Whether it is of the query's class or where it should be, shown as a green edge or a red one; null where nobody knows.</summary>
    public bool? IsRight { get; init; }

    internal void Write(HtmlWriter html)
    {
        html.Append($"<figure class=\"item{new Html(IsRight switch { true => " right", false => " wrong", null => "" })}\">");
        Thumbnail.Write(html);
        if (Caption.Length > 0 || Score is not null || IsRight is not null)
        {
            string score = Score?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
            // A colour alone tells nothing to who cannot see it.
            string mark = IsRight switch { true => "✓ ", false => "✗ ", null => "" };
            html.Append($"<figcaption title=\"{Caption}\">{mark}{Caption}{Html.If(Score is not null, " <span class=\"score\">")}{score}{Html.If(Score is not null, "</span>")}</figcaption>");
        }
        html.Markup("</figure>\n");
    }
}
