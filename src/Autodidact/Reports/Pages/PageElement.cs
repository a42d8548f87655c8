namespace Autodidact.Reports.Pages;

/// <summary>Something that stands on a page. Elements hold words and figures, never markup: whatever a text of theirs holds is shown as text.</summary>
public abstract record PageElement
{
    /// <summary>What the element needs besides the page's own style and script.</summary>
    internal virtual PageParts Needs => PageParts.None;

    /// <summary>Writes the element's markup.</summary>
    internal abstract void Write(HtmlWriter html);
}
