using System.Globalization;
using Autodidact.Embeddings.Components;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Components;

/// <summary>Independent components as a page: how far each is from Gaussian, and the samples with the most of it.</summary>
public static class ComponentPage
{
    // A page of more would not open in a moment.
    private const int MostItems = 1500;

    /// <summary>The page; <see cref="HtmlPage.Write"/> writes it.</summary>
    /// <param name="result">The components.</param>
    /// <param name="encoder">What made the features, such as the run's folder.</param>
    public static HtmlPage Of(IcaResult result, string encoder)
    {
        ArgumentNullException.ThrowIfNull(result);
        HtmlPage page = new($"Components of {result.Data}") { About = $"{result.Components.Count} independent components of {result.Count:N0} {result.Source.Samples}, by the features of {encoder}" };
        foreach (string note in result.Notes) page.Add(new Paragraph(note) { IsNote = true });
        Thumbnails thumbnails = new(result.Source);
        int shown = Math.Max(1, MostItems / Math.Max(1, result.Components.Count));
        page.Add(new Gallery([.. result.Components.Take(MostItems).Select(component => new GalleryRow([.. component.Typical.Take(shown).Select(sample => new GalleryItem(thumbnails.Of(sample.Sample)) { Caption = sample.Class ?? "", Score = sample.Activation })])
        {
            Title = $"Component {component.Component}",
            Note = $"kurtosis {Number(component.Kurtosis)}, skewness {Number(component.Skewness)}, negentropy {component.Negentropy.ToString("0.0000", CultureInfo.InvariantCulture)}",
        })]) { Caption = "The samples with the most of each, in standard deviations" });
        page.Add(new Paragraph("All three figures are 0 of a Gaussian. High kurtosis: a few samples have much of the component, as of something that is there or not; below 0: samples fall into groups, or are evenly spread. Components are ordered by negentropy.") { IsNote = true });
        return page;
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
