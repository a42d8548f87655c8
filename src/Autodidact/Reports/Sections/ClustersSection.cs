using Autodidact.Evaluation.Metrics;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>What the features put together without a label.</summary>
internal sealed class ClustersSection : ReportSection
{
    public override string Title => "Clusters";

    public override string? Obstacle(ReportSubject subject) => subject.FeaturesObstacle ?? (subject.Samples!.Count < 4 ? "It takes four samples at least." : null);

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        (ReportSamples samples, SampleClusters clusters) = (subject.Samples!, subject.Clusters);
        string agreement = "";
        if (samples.Measured is { } labelled)
        {
            ClusterAgreement agree = new(Contingency.Of(clusters.ClusterOf, labelled.Labels));
            agreement = $" They agree with the classes, which they did not know, to {100 * agree.Accuracy:0.0} % (each cluster matched with one class); adjusted Rand index {agree.AdjustedRand:0.000}; purity {100 * agree.Purity:0.0} %.";
        }
        yield return new Paragraph($"{clusters.Count} clusters of {samples.Count:N0} samples: k-means of directions, the best of three starts.{agreement} Of each, what lies nearest to its centre, with the cosine; the largest clusters first.");
        yield return new Gallery([.. Enumerable.Range(0, clusters.Count).Select(cluster => Row(subject, cluster)).OfType<GalleryRow>()]);
    }

    private static GalleryRow? Row(ReportSubject subject, int cluster)
    {
        (ReportSamples samples, SampleClusters clusters) = (subject.Samples!, subject.Clusters);
        int[] members = [.. Enumerable.Range(0, samples.Count).Where(i => clusters.ClusterOf[i] == cluster).OrderByDescending(i => clusters.Closeness[i]).ThenBy(i => i)];
        if (members.Length == 0) return null;
        IGrouping<string?, int>[] classes = [.. members.GroupBy(samples.Thumbnails.ClassOf).Where(group => group.Key is not null).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)];
        string most = string.Join(", ", classes.Take(3).Select(group => $"{group.Key} {100.0 * group.Count() / members.Length:0} %"));
        return new GalleryRow([.. members.Take(subject.Options.Neighbours + 2).Select(i => new GalleryItem(samples.Thumbnails.Of(i)) { Caption = samples.Thumbnails.ClassOf(i) ?? "", Score = clusters.Closeness[i] })])
        {
            Title = $"Cluster {cluster + 1}",
            Note = $"{members.Length:N0} samples{(most.Length > 0 ? $": {most}" : "")}",
        };
    }
}
