using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>All samples as points, near where their features are near.</summary>
internal sealed class MapSection : ReportSection
{
    public override string Title => "Map";

    public override string? Obstacle(ReportSubject subject) => subject.FeaturesObstacle ?? (subject.Samples!.Count < 4 ? "It takes four samples at least." : null);

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        (ReportSamples samples, SampleClusters clusters) = (subject.Samples!, subject.Clusters);
        PrincipalPlane plane = PrincipalPlane.Of(samples.Unit, samples.Dimension);
        List<ScatterColouring> colourings = [ScatterColouring.ByGroup("cluster", [.. Enumerable.Range(1, clusters.Count).Select(cluster => $"{cluster}")], clusters.ClusterOf.Select(cluster => (int?)cluster))];
        if (subject.Predictions is { } predictions)
            colourings.Add(ScatterColouring.ByGroup("neighbours' vote", ["right", "wrong"], predictions.Predictions.Select((prediction, i) => (int?)(prediction == samples.Measured!.Labels[i] ? 0 : 1))));
        yield return new ScatterMap(samples.Source, [new ScatterLayout("PCA", plane.Places) { Note = $"The plane along which features of length 1 differ most: it holds {100 * plane.Share:0.0} % of their variance. What lies apart here is apart; what lies together may be apart along other directions." }], subject.Cancel)
        {
            Caption = $"{samples.Description}, each a point.",
            Colourings = colourings,
        };
    }
}
