namespace Autodidact.Embeddings.Clusters;

/// <summary>Where a sample belongs.</summary>
/// <param name="Id">As the source names it.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Similarity">Its cosine to the cluster's centre, -1 to 1.</param>
/// <param name="Class">Its class; null for none.</param>
public sealed record ClusteredSample(string Id, int Cluster, double Similarity, string? Class);
