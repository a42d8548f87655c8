namespace Autodidact.Reports.Pages;

/// <summary>Something to be seen before the rest: a finding, a warning, or that all is well.</summary>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Lines">Sentences, each on lines of its own.</param>
public sealed record Callout(string Title, params IReadOnlyList<string> Lines) : PageElement
{
    /// <summary>Whether it is good to hear; otherwise something is to be done.</summary>
    public bool IsGood { get; init; }

    internal override void Write(HtmlWriter html)
    {
        html.Append($"<div class=\"callout{Html.If(IsGood, " good")}\"><b>{Title}</b>\n");
        foreach (string line in Lines) html.Append($"<p>{line}</p>\n");
        html.Markup("</div>\n");
    }
}
