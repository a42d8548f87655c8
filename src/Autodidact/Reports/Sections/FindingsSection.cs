using Autodidact.Reports.Pages;
using Autodidact.Training;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Reports.Sections;

/// <summary>What went wrong in the run, by name, and what to change.</summary>
internal sealed class FindingsSection : ReportSection
{
    public override string Title => "Findings";

    public override string? Obstacle(ReportSubject subject) =>
        subject.Run is null ? "An encoder alone has no run to be diagnosed."
        : !File.Exists(subject.Run.Metrics) ? "The run has no metrics.jsonl to be read."
        : null;

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        IReadOnlyList<Finding> findings = MetricsLog.ReadFindings(subject.Run!.Metrics);
        foreach (Finding finding in findings)
        {
            string[] lines = [.. new[] { Sentence("Seen", finding.Evidence), Sentence("Likely cause", finding.Cause), Sentence("What to change", finding.Change), finding.Cause.Length > 0 ? $"More about it: {finding.Page}" : "" }.Where(line => line.Length > 0)];
            yield return new Callout($"{finding.Name.Replace('_', ' ')}, at step {finding.Step:N0}", lines);
        }
        if (findings.Count > 0) yield break;
        bool looked = subject.Recipe?.DiagnoseEvery != 0;
        yield return looked
            ? new Callout("Nothing was found", $"{FailureModes.All().Count()} ways in which runs fail were looked for{(subject.Recipe is { } recipe ? $", every {recipe.DiagnoseEvery} steps" : "")}. docs/findings.md says what they are.") { IsGood = true }
            : new Paragraph("The run was not diagnosed (diagnose_every is 0).");
    }

    private static string Sentence(string what, string words) => words.Length == 0 ? "" : $"{what}: {words}.";
}
