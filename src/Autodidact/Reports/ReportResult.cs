namespace Autodidact.Reports;

/// <summary>A report that was written.</summary>
/// <param name="File">The page.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sections">What is on it, by the titles of its sections.</param>
/// <param name="Missing">What could not be shown, each with the reason and what to do.</param>
public sealed record ReportResult(string File, long Bytes, IReadOnlyList<string> Sections, IReadOnlyList<MissingSection> Missing);
