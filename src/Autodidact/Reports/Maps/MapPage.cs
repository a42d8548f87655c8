using Autodidact.Embeddings.Maps;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Maps;

/// <summary>A map as a page: points to enlarge, choose and look at.</summary>
public static class MapPage
{
    /// <summary>The page; <see cref="HtmlPage.Write"/> writes it.</summary>
    /// <param name="result">The map.</param>
    /// <param name="encoder">What made the features, such as the run's folder.</param>
    /// <param name="cancel">Ends the reading of the samples.</param>
    public static HtmlPage Of(MapResult result, string encoder, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        string name = MapPicture.Name(result.Method);
        HtmlPage page = new($"{name} of {result.Data}") { About = $"{result.Results.Count:N0} {result.Source.Samples} by the features of {encoder}" };
        page.Add(new ScatterMap(result.Source.Choose(result.Samples, result.Source.Name), [new(name, [.. result.Results.SelectMany(sample => new[] { sample.X, sample.Y })]) { Note = MapPicture.Figures(result) }], cancel));
        page.Add(new Paragraph("Trustworthiness falls when samples that are near here are not so by their features, continuity when samples whose features are near are not so here; 1 is perfect. How large groups are and how far apart says little in a map of UMAP or t-SNE.") { IsNote = true });
        foreach (string note in result.Notes) page.Add(new Paragraph(note) { IsNote = true });
        return page;
    }
}
