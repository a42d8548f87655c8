namespace Autodidact.Embeddings.Indexes;

/// <summary>What an index finds of what there is to find, measured when it was built.</summary>
/// <param name="Recall">Share of the exact nearest neighbours that it found.</param>
/// <param name="Neighbours">Neighbours of each query.</param>
/// <param name="Queries">Vectors that were asked for before they were in the index themselves; 0 where nothing was measured, since a flat index is exact or there were too few.</param>
/// <param name="Effort">How far searches look: candidates of a graph, or lists; 0 for all vectors.</param>
/// <param name="QueriesPerSecond">Queries a second while that was measured, on as many threads.</param>
public sealed record IndexQuality(double Recall, int Neighbours, int Queries, int Effort, double QueriesPerSecond);
