using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>What it takes to make the run again.</summary>
internal sealed class RecipeSection : ReportSection
{
    private const int LastLines = 200;

    public override string Title => "Recipe";

    public override string? Obstacle(ReportSubject subject) => subject.Run is null ? "An encoder alone has no recipe; name its run." : null;

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        yield return new Paragraph("Every choice, those made by the program too. autodidact pretrain --config recipe.yaml --out FOLDER makes the run again.");
        yield return new Listing(File.ReadAllText(subject.Run!.Recipe));
        if (!File.Exists(subject.Run.Log)) yield break;
        string[] lines = File.ReadAllLines(subject.Run.Log);
        yield return new Listing(string.Join('\n', lines.TakeLast(LastLines))) { Folded = lines.Length > LastLines ? $"The last {LastLines} lines of log.txt" : "log.txt" };
    }
}
