namespace Autodidact.Embeddings;

/// <summary>What was written.</summary>
/// <param name="Files">The files: the features, or the index of their shards, first.</param>
/// <param name="Count">Rows.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Broken">Samples that have no row, each with its reason.</param>
/// <param name="Shards">Parts that the features lie in; null where they lie in one file.</param>
/// <param name="Kept">Shards among them that an earlier process had written.</param>
public sealed record EmbedResult(IReadOnlyList<string> Files, long Count, int Dimension, IReadOnlyList<string> Broken, int? Shards = null, int? Kept = null)
{
    /// <summary>Samples that have no row.</summary>
    public int Skipped => Broken.Count;
}
