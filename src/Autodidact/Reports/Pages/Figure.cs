using Autodidact.Data;
using Autodidact.Engine.Images;

namespace Autodidact.Reports.Pages;

/// <summary>A picture, as large as the page lets it be. It is written without loss where that is small enough, else as a JPEG of at most 1,600 pixels a row.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">What it shows.</param>
public sealed record Figure(Image Picture, string Caption) : PageElement
{
    // A browser smooths what it enlarges, and pictures of few pixels are then all blur.
    private const int SharpBelow = 400, MostAcross = 1600, MostLossless = 1 << 19, Quality = 88;

    internal override void Write(HtmlWriter html)
    {
        (byte[] file, string kind) = Encoded();
        html.Append($"<figure{Html.If(Picture.Width < SharpBelow, " class=\"sharp\"")}><img alt=\"{Caption}\" width=\"{Picture.Width}\" height=\"{Picture.Height}\" src=\"data:image/{kind};base64,{new Html(Convert.ToBase64String(file))}\"><figcaption>{Caption}</figcaption></figure>\n");
    }

    private (byte[] File, string Kind) Encoded()
    {
        byte[] lossless = ImageFiles.EncodePng(Picture);
        if (lossless.Length <= MostLossless) return (lossless, "png");
        (int width, int height) = (Math.Min(Picture.Width, MostAcross), Math.Max(1, (int)((long)Picture.Height * Math.Min(Picture.Width, MostAcross) / Picture.Width)));
        byte[] pixels = width < Picture.Width ? ImageCodec.Resize(Picture.Pixels, Picture.Width, Picture.Height, Picture.Channels, width, height) : Picture.Pixels.ToArray();
        return (ImageCodec.Encode(pixels, width, height, Picture.Channels, ImageFormat.Jpeg, Quality), "jpeg");
    }
}
