namespace Autodidact.Data;

/// <summary>A sample that cannot be used.</summary>
/// <param name="Id">Which.</param>
/// <param name="Reason">Why, as a phrase.</param>
public sealed record BrokenSample(string Id, string Reason);
