namespace Autodidact.Data;

/// <summary>A part of a source.</summary>
/// <param name="Split">Which part.</param>
/// <param name="Count">Pictures in it.</param>
public sealed record DataPart(Split Split, int Count);
