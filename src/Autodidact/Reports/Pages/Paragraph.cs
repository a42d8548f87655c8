namespace Autodidact.Reports.Pages;

/// <summary>A paragraph of plain words.</summary>
/// <param name="Text">The words.</param>
public sealed record Paragraph(string Text) : PageElement
{
    /// <summary>Whether it is said aside, in smaller and fainter letters, as of how figures were made.</summary>
    public bool IsNote { get; init; }

    internal override void Write(HtmlWriter html) => html.Append($"<p{Html.If(IsNote, " class=\"note\"")}>{Text}</p>\n");
}
