using System.Globalization;
using Autodidact.Embeddings.Maps;
using Autodidact.Embeddings.Maps.Umap;
using Autodidact.Evaluation.Metrics;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>All samples as points, near where their features are near.</summary>
internal sealed class MapSection : ReportSection
{
    private const int Judged = 15, MostJudged = 2000;

    public override string Title => "Map";

    public override string? Obstacle(ReportSubject subject) => subject.FeaturesObstacle ?? (subject.Samples!.Count < 4 ? "It takes four samples at least." : null);

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        (ReportSamples samples, SampleClusters clusters) = (subject.Samples!, subject.Clusters);
        float[] near = Umap.Lay(samples.Unit, samples.Dimension, new UmapOptions { Seed = subject.Options.Seed, Threads = subject.Options.Threads }, subject.Progress, subject.Cancel);
        (double[] plane, double share) = PlanarStart.WithShare(samples.Unit, samples.Dimension);
        float[] flat = Array.ConvertAll(plane, place => (float)place);
        string held = (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
        ScatterLayout[] layouts =
        [
            new("UMAP", near) { Note = $"Features of length 1 by UMAP, which keeps neighbours together{Kept(subject, near)}. How large groups are and how far apart says little." },
            new("PCA", flat) { Note = $"The plane along which features of length 1 differ most: it holds {held} % of their variance{Kept(subject, flat)}. What lies apart here is apart; what lies together may be apart along other directions." },
        ];
        List<ScatterColouring> colourings = [ScatterColouring.ByGroup("cluster", [.. Enumerable.Range(1, clusters.Count).Select(cluster => $"{cluster}")], clusters.ClusterOf.Select(cluster => (int?)cluster))];
        if (subject.Predictions is { } predictions)
            colourings.Add(ScatterColouring.ByGroup("neighbours' vote", ["right", "wrong"], predictions.Predictions.Select((prediction, i) => (int?)(prediction == samples.Measured!.Labels[i] ? 0 : 1))));
        yield return new ScatterMap(samples.Source, layouts, subject.Cancel)
        {
            Caption = $"{samples.Description}, each a point.",
            Colourings = colourings,
        };
    }

    // How far the picture can be trusted; of very few samples nobody can say.
    private static string Kept(ReportSubject subject, float[] places)
    {
        ReportSamples samples = subject.Samples!;
        int judged = Math.Min(Judged, (samples.Count - 1) / 2);
        if (judged < 1) return "";
        Neighbourhoods kept = Neighbourhoods.Measure(samples.Unit, samples.Dimension, places, judged, MostJudged, subject.Options.Seed, cancel: subject.Cancel);
        return string.Create(CultureInfo.InvariantCulture, $" (trustworthiness {kept.Trustworthiness:0.000}, continuity {kept.Continuity:0.000}, of {kept.Neighbours} neighbours; 1 is perfect)");
    }
}
