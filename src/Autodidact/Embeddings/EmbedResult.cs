namespace Autodidact.Embeddings;

/// <summary>What was written.</summary>
/// <param name="Files">The files, the features first.</param>
/// <param name="Count">Rows.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Skipped">Broken samples, which have no row.</param>
public sealed record EmbedResult(IReadOnlyList<string> Files, long Count, int Dimension, int Skipped);
