namespace Autodidact.Embeddings.Maps;

/// <summary>Where a sample lies.</summary>
/// <param name="Id">As the source names it.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Up.</param>
/// <param name="Class">Its class; null for none.</param>
public sealed record MappedSample(string Id, float X, float Y, string? Class);
