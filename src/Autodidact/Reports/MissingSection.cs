namespace Autodidact.Reports;

/// <summary>Something that a report does not show.</summary>
/// <param name="Section">Its title.</param>
/// <param name="Why">Why not, and what to do, as sentences.</param>
public sealed record MissingSection(string Section, string Why);
