using Autodidact.Reports.Pages;

namespace Autodidact.Reports;

/// <summary>A section of a report. A new one is a class of its own and a line in <see cref="RunReport"/>.</summary>
internal abstract class ReportSection
{
    /// <summary>What stands above it.</summary>
    public abstract string Title { get; }

    /// <summary>Why it cannot be shown, and what to do, as sentences; null where it can. Asked before anything is computed for it.</summary>
    public abstract string? Obstacle(ReportSubject subject);

    /// <summary>What stands in it.</summary>
    public abstract IEnumerable<PageElement> Build(ReportSubject subject);
}
