namespace Autodidact.Embeddings.Clusters;

/// <summary>Samples that lie together.</summary>
/// <param name="Cluster">Its number, from 0; the largest cluster is the first.</param>
/// <param name="Size">Samples in it.</param>
/// <param name="Cohesion">Mean cosine of its samples to its centre, -1 to 1; 1 where all are alike.</param>
/// <param name="Typical">The samples nearest to the centre, nearest first.</param>
/// <param name="Class">The most frequent class in it; null where nothing has a class.</param>
/// <param name="ClassShare">Share of its samples with a class that have that one.</param>
public sealed record SampleCluster(int Cluster, int Size, double Cohesion, IReadOnlyList<string> Typical, string? Class, double? ClassShare);
