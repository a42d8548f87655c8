using System.Security.Cryptography;
using System.Text;
using Autodidact.Engine.Serialization;

namespace Autodidact.Reports.Pages;

/// <summary>
/// A page for people: one HTML file that holds all it needs, light or dark as the reader's system is (a button changes it), fit to be
/// printed. It asks nothing of a network and says so to the browser: its content security policy allows pictures that are part of the
/// file and the scripts whose hashes it names, nothing else. The same elements give the same bytes.
/// <code>
/// HtmlPage page = new("Clusters of photos") { About = "10 clusters of 2,000 pictures" };
/// page.Add(new Heading("The clusters"));
/// page.Add(new Gallery([new GalleryRow([.. nearest.Select(i => new GalleryItem(thumbnails.Of(i)))]) { Title = "Cluster 1" }]));
/// page.Write("clusters.html");
/// </code>
/// </summary>
/// <param name="title">What the page is about, in a few words.</param>
public sealed class HtmlPage(string title)
{
    private readonly List<PageElement> _elements = [];

    /// <summary>What the page is about.</summary>
    public string Title { get; } = title;

    /// <summary>A sentence below the title; empty for none.</summary>
    public string About { get; init; } = "";

    /// <summary>What stands on the page, in order.</summary>
    public IReadOnlyList<PageElement> Elements => _elements;

    /// <summary>Adds an element at the end.</summary>
    public HtmlPage Add(PageElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _elements.Add(element);
        return this;
    }

    /// <summary>Writes the file: whole or not at all.</summary>
    /// <param name="path">Where; a file that is there is replaced, folders that are not there are made.</param>
    public void Write(string path) => AtomicFile.WriteText(path, ToHtml());

    /// <summary>The file's text.</summary>
    public string ToHtml()
    {
        PageParts parts = _elements.Aggregate(PageParts.None, (all, element) => all | element.Needs);
        string[] scripts = [.. PageAssets.Scripts(parts).Select(script => $"\n{script}\n")];
        string hashes = string.Join(' ', scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        HtmlWriter html = new();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src {new Html(hashes)}">
            <title>{Title}</title>
            <style>

            """);
        html.Markup(PageAssets.Styles(parts));
        html.Append($"""
            </style>
            </head>
            <body>
            <header>
            <button type="button" id="theme" hidden>Dark</button>
            <h1>{Title}</h1>

            """);
        if (About.Length > 0) html.Append($"<p>{About}</p>\n");
        html.Markup("</header>\n");
        WriteContents(html);
        html.Markup("<main>\n");
        WriteElements(html);
        html.Markup("</main>\n");
        foreach (string script in scripts) html.Markup($"<script>{script}</script>\n");
        html.Markup("</body>\n</html>\n");
        return html.ToString();
    }

    // A page of two parts needs no list of them.
    private void WriteContents(HtmlWriter html)
    {
        (Heading Heading, string Anchor)[] parts = [.. Anchors().Where(part => part.Heading.Level == Heading.Section)];
        if (parts.Length < 3) return;
        html.Markup("<nav aria-label=\"Contents\">\n");
        foreach ((Heading heading, string anchor) in parts) html.Append($"<a href=\"#{anchor}\">{heading.Text}</a>\n");
        html.Markup("</nav>\n");
    }

    private void WriteElements(HtmlWriter html)
    {
        Queue<(Heading Heading, string Anchor)> anchors = new(Anchors());
        bool isOpen = false;
        foreach (PageElement element in _elements)
        {
            if (element is Heading heading)
            {
                string anchor = anchors.Dequeue().Anchor;
                if (heading.Level == Heading.Section)
                {
                    if (isOpen) html.Markup("</section>\n");
                    html.Append($"<section id=\"{anchor}\">\n<h2>{heading.Text}</h2>\n");
                    isOpen = true;
                }
                else html.Append($"<h3 id=\"{anchor}\">{heading.Text}</h3>\n");
                continue;
            }
            if (!isOpen) html.Markup("<section>\n");
            isOpen = true;
            element.Write(html);
        }
        if (isOpen) html.Markup("</section>\n");
    }

    // Addresses within the page: the heading's letters, and a number where two are the same.
    private IEnumerable<(Heading Heading, string Anchor)> Anchors()
    {
        HashSet<string> taken = ["theme"];
        foreach (Heading heading in _elements.OfType<Heading>())
        {
            string words = string.Join('-', new string([.. heading.Text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            string anchor = words.Length > 0 ? words : "part";
            for (int number = 2; !taken.Add(anchor); number++) anchor = $"{(words.Length > 0 ? words : "part")}-{number}";
            yield return (heading, anchor);
        }
    }
}
