using Autodidact.Data;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>What a method that predicts pixels makes of pictures it sees in part.</summary>
internal sealed class ReconstructionsSection : ReportSection
{
    public override string Title => "Reconstructions";

    public override string? Obstacle(ReportSubject subject) =>
        subject.Run is { } run && File.Exists(run.Reconstructions) ? null
        : subject.Run is null ? "An encoder alone has no reconstructions; name its run."
        : "The method predicts no pixels, or no pass over the data was finished (reconstructions.png).";

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        yield return new Figure(ImageFiles.Decode(File.ReadAllBytes(subject.Run!.Reconstructions), subject.Run.Reconstructions), "Pictures, one a row: whole, what the network saw, and what it made of it, after the last pass over the data.");
    }
}
