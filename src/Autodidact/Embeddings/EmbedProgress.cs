namespace Autodidact.Embeddings;

/// <summary>How far embedding is.</summary>
/// <param name="Done">Samples that are done, broken ones included.</param>
/// <param name="Total">Samples in all.</param>
/// <param name="Before">Those of <paramref name="Done"/> that an earlier process did.</param>
public readonly record struct EmbedProgress(long Done, long Total, long Before);
