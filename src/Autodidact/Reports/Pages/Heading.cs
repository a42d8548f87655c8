namespace Autodidact.Reports.Pages;

/// <summary>Begins a part of the page. Pages of three sections or more list them at the side.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Level"><see cref="Section"/>, or <see cref="Part"/> for a part of one.</param>
public sealed record Heading(string Text, int Level = Heading.Section) : PageElement
{
    /// <summary>A section of the page.</summary>
    public const int Section = 2;

    /// <summary>A part of a section.</summary>
    public const int Part = 3;

    // The page writes it, as it opens and closes sections.
    internal override void Write(HtmlWriter html) => throw new InvalidOperationException("A heading is written by its page.");
}
