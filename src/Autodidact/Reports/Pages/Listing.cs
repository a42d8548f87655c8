namespace Autodidact.Reports.Pages;

/// <summary>A text letter by letter, such as a recipe, in letters of one width.</summary>
/// <param name="Text">The text.</param>
public sealed record Listing(string Text) : PageElement
{
    /// <summary>What to call it where it is folded away until somebody asks; empty to show it at once.</summary>
    public string Folded { get; init; } = "";

    internal override void Write(HtmlWriter html)
    {
        if (Folded.Length > 0) html.Append($"<details><summary>{Folded}</summary>\n<pre>{Text}</pre>\n</details>\n");
        else html.Append($"<pre>{Text}</pre>\n");
    }
}
