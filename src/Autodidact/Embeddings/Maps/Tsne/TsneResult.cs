namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>What t-SNE found.</summary>
/// <param name="Places">Points in the plane, <c>[rows, 2]</c>.</param>
/// <param name="Divergence">KL(P || Q) in nats: how badly nearness in the plane tells of nearness among the rows. Compares maps of the same rows at the same perplexity alone.</param>
/// <param name="Steps">Steps that were taken.</param>
public sealed record TsneResult(float[] Places, double Divergence, int Steps);
