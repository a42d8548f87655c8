using System.Globalization;
using Autodidact.Embeddings.Clusters;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Clusters;

/// <summary>Clusters as a page: how many, how tight, and the most typical samples of each.</summary>
public static class ClusterPage
{
    // A page of more would not open in a moment.
    private const int MostItems = 1500;

    /// <summary>The page; <see cref="HtmlPage.Write"/> writes it.</summary>
    /// <param name="result">The clusters.</param>
    /// <param name="encoder">What made the features, such as the run's folder.</param>
    public static HtmlPage Of(ClusterResult result, string encoder)
    {
        ArgumentNullException.ThrowIfNull(result);
        HtmlPage page = new($"Clusters of {result.Data}") { About = $"{result.K} clusters{(result.Suggested ? ", as suggested," : "")} of {result.Results.Count:N0} {result.Source.Samples}, by k-means on the features of {encoder}" };
        if (result.Agreement.Count > 0)
        {
            page.Add(new Heading("Beside the classes"));
            page.Add(new Table(["figure", "value", "95 % interval over samples"], [.. result.Agreement.Select(figure => (IReadOnlyList<string>)[figure.Metric, Number(figure.Value), $"{Number(figure.Low)} to {Number(figure.High)}"])]));
            page.Add(new Paragraph("Clusters were found without the classes; which cluster stands for which class was matched afterwards.") { IsNote = true });
        }
        if (result.Curve.Count > 1)
        {
            page.Add(new Heading("How many"));
            page.Add(new LinePlot("Silhouette and stability", [Line("silhouette", candidate => candidate.Silhouette), Line("stability", candidate => candidate.Stability)]) { Across = "clusters" });
            page.Add(new Paragraph("Silhouette: how much nearer samples are to their own cluster than to the next. Stability: how far clusters of two halves of the samples agree. Suggested is the highest silhouette among the numbers that are about as stable as the most stable one.") { IsNote = true });
        }
        page.Add(new Heading("The clusters"));
        Thumbnails thumbnails = new(result.Source);
        Dictionary<string, int> places = [];
        for (int i = 0; i < result.Results.Count; i++) places.TryAdd(result.Results[i].Id, i);
        int shown = Math.Clamp(MostItems / Math.Max(1, result.K), 1, int.MaxValue);
        page.Add(new Gallery([.. result.Clusters.Where(cluster => cluster.Size > 0).Take(MostItems).Select(cluster => new GalleryRow([.. cluster.Typical.Take(shown).Select(id => Item(places[id]))])
        {
            Title = $"Cluster {cluster.Cluster}",
            Note = $"{cluster.Size:N0} {result.Source.Samples}, cohesion {Number(cluster.Cohesion)}{(cluster.Class is null ? "" : $"; {100 * cluster.ClassShare!.Value:0} % {cluster.Class}")}",
        })]) { Caption = "The most typical samples of each, with their cosine to the centre" });
        return page;

        GalleryItem Item(int place) => new(thumbnails.Of(result.Samples[place])) { Caption = result.Results[place].Class ?? "", Score = result.Results[place].Similarity };

        LineSeries Line(string name, Func<ClusterCandidate, double> of) => new(name, [.. result.Curve.Select(candidate => ((double)candidate.K, of(candidate)))]) { IsSparse = true };
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
