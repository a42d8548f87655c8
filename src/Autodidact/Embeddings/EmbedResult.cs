namespace Autodidact.Embeddings;

/// <summary>What was written.</summary>
/// <param name="Files">The files, the features first.</param>
/// <param name="Count">Rows.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Broken">Samples that have no row, each with its reason.</param>
public sealed record EmbedResult(IReadOnlyList<string> Files, long Count, int Dimension, IReadOnlyList<string> Broken)
{
    /// <summary>Samples that have no row.</summary>
    public int Skipped => Broken.Count;
}
