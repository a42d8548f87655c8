using Autodidact.Data;

namespace Autodidact.Reports.Pages;

/// <summary>A picture as large as the page lets it be.</summary>
/// <param name="Picture">The picture; it is written without loss.</param>
/// <param name="Caption">What it shows.</param>
public sealed record Figure(Image Picture, string Caption) : PageElement
{
    // A browser smooths what it enlarges, and pictures of few pixels are then all blur.
    private const int SharpBelow = 400;

    internal override void Write(HtmlWriter html) => html.Append(
        $"<figure{Html.If(Picture.Width < SharpBelow, " class=\"sharp\"")}><img alt=\"{Caption}\" width=\"{Picture.Width}\" height=\"{Picture.Height}\" src=\"data:image/png;base64,{new Html(Convert.ToBase64String(ImageFiles.EncodePng(Picture)))}\"><figcaption>{Caption}</figcaption></figure>\n");
}
