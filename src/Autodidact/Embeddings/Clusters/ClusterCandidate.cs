namespace Autodidact.Embeddings.Clusters;

/// <summary>What a number of clusters would give.</summary>
/// <param name="K">Clusters.</param>
/// <param name="Inertia">Summed squared distance of rows of length 1 to their centre; falls with every further cluster.</param>
/// <param name="Silhouette">How much nearer rows are to their own cluster than to the next one, on average, -1 to 1.</param>
/// <param name="Stability">How far two clusterings, each fitted on another half of the rows, agree on all rows: adjusted Rand index, at most 1.</param>
public sealed record ClusterCandidate(int K, double Inertia, double Silhouette, double Stability);
