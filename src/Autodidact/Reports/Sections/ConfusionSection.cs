using Autodidact.Evaluation.Metrics;
using Autodidact.Evaluation.Probes;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>Which classes the features take for which.</summary>
internal sealed class ConfusionSection : ReportSection
{
    public override string Title => "Which classes are taken for which";

    public override string? Obstacle(ReportSubject subject) =>
        subject.FeaturesObstacle ?? (subject.Samples!.Measured is null ? "It takes labels, and the samples have none; name labelled data with --data." : null);

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        ReportSamples samples = subject.Samples!;
        KnnResult result = subject.Predictions!;
        Confusion confusion = new(samples.Measured!.Labels, result.Predictions, samples.Measured.Classes);
        string[] names = [.. Enumerable.Range(0, confusion.Classes).Select(label => samples.Source.Classes is { } classes && label < classes.Count ? classes[label] : $"{label}")];
        yield return new Paragraph($"20 nearest neighbours among {samples.Fit!.Count:N0} labelled {samples.Source.Samples} vote on {samples.Count:N0} others; {100 * confusion.Accuracy:0.0} % of them are right. Rows are what a sample is, columns what it was taken for; a row's shades are its shares.");
        yield return new ConfusionMatrix(confusion, names);
    }
}
