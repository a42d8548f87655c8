using Autodidact.Data;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>What the method saw of the first pictures.</summary>
internal sealed class ViewsSection : ReportSection
{
    public override string Title => "What the method saw";

    public override string? Obstacle(ReportSubject subject) =>
        subject.Run is null ? "An encoder alone has no views; name its run."
        : File.Exists(subject.Run.Views) ? null
        : subject.Recipe?.Method.Modality == Modality.Text ? "Texts have no views."
        : "The run has no views.png.";

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        yield return new Figure(ImageFiles.Decode(File.ReadAllBytes(subject.Run!.Views), subject.Run.Views), "The first pictures of the run, one a row: as they are measured, then the views that the method compares, as it saw them in its first pass.");
    }
}
