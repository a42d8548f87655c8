using Autodidact.Data;
using Autodidact.Engine.Images;

namespace Autodidact.Reports.Pages;

/// <summary>A sample made small enough to stand beside many others: a small picture, the beginning of a text, or why there is nothing to see.</summary>
/// <param name="Id">What the source calls it.</param>
public sealed record Thumbnail(string Id)
{
    private const int Quality = 88, LettersShown = 240;

    /// <summary>A small picture as a JPEG file; null where the sample is none.</summary>
    public ReadOnlyMemory<byte>? Picture { get; private init; }

    /// <summary>Columns of the small picture, in pixels.</summary>
    public int Width { get; private init; }

    /// <summary>Rows of the small picture, in pixels.</summary>
    public int Height { get; private init; }

    /// <summary>The beginning of a text; null where the sample is none.</summary>
    public string? Text { get; private init; }

    /// <summary>Why the sample cannot be shown; null where it is.</summary>
    public string? Problem { get; private init; }

    /// <summary>A picture made small. Pictures are never enlarged.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="id">What to call it.</param>
    /// <param name="size">Most pixels of its longer side, at least 1.</param>
    public static Thumbnail Of(Image picture, string id, int size = Thumbnails.UsualSize)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        double scale = Math.Min(1, size / (double)Math.Max(picture.Width, picture.Height));
        (int width, int height) = (Math.Max(1, (int)Math.Round(scale * picture.Width)), Math.Max(1, (int)Math.Round(scale * picture.Height)));
        ReadOnlySpan<byte> pixels = scale < 1 ? ImageCodec.Resize(picture.Pixels, picture.Width, picture.Height, picture.Channels, width, height) : picture.Pixels;
        return new Thumbnail(id) { Picture = ImageCodec.Encode(pixels, width, height, picture.Channels, ImageFormat.Jpeg, Quality), Width = width, Height = height };
    }

    /// <summary>The beginning of a text, on one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">What to call it.</param>
    /// <param name="letters">Most letters, at least 1; a dot sign says that the text goes on.</param>
    public static Thumbnail Of(string text, string id, int letters = LettersShown)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(letters, 1);
        // No more is looked at than may be shown, whatever the text's length; spaces in a row count once.
        string line = string.Join(' ', text[..Math.Min(text.Length, 4 * letters)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int end = line.Length <= letters ? line.Length : char.IsHighSurrogate(line[letters - 1]) ? letters - 1 : letters;
        return new Thumbnail(id) { Text = end < line.Length || text.Length > 4 * letters ? $"{line[..end]}…" : line };
    }

    /// <summary>In place of a sample that cannot be shown.</summary>
    /// <param name="id">What to call it.</param>
    /// <param name="problem">Why, in a few words.</param>
    public static Thumbnail Missing(string id, string problem) => new(id) { Problem = problem };

    internal void Write(HtmlWriter html)
    {
        if (Picture is { } picture)
            html.Append($"<img alt=\"{Id}\" title=\"{Id}\" decoding=\"async\" width=\"{Width}\" height=\"{Height}\"{Html.If(Math.Max(Width, Height) <= 64, " class=\"small\"")} src=\"data:image/jpeg;base64,{new Html(Convert.ToBase64String(picture.Span))}\">");
        else if (Text is { } text) html.Append($"<blockquote dir=\"auto\" title=\"{Id}\">{text}</blockquote>");
        else html.Append($"<span class=\"missing\" title=\"{Id}\">{Problem}</span>");
    }
}
