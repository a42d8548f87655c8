namespace Autodidact.Embeddings.Indexes;

/// <summary>Samples that are alike, or the same.</summary>
/// <param name="Ids">Their names, at least two.</param>
/// <param name="Least">The smallest cosine that joined one of them to the group; 1 where all are the same.</param>
/// <param name="Exact">Whether all have the same content, to the last pixel or letter.</param>
public sealed record DuplicateGroup(IReadOnlyList<string> Ids, double Least, bool Exact);
