namespace Autodidact.Embeddings.Indexes;

/// <summary>How far the making of an index is.</summary>
/// <param name="Stage">What is being done, such as <c>embedding</c>.</param>
/// <param name="Done">Samples that it is done with.</param>
/// <param name="Total">Samples of this stage.</param>
public readonly record struct IndexProgress(string Stage, int Done, int Total);
