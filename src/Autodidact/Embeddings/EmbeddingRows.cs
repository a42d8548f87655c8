namespace Autodidact.Embeddings;

/// <summary>Features that lie in memory, with whose they are.</summary>
/// <param name="Values"><c>[rows, dimension]</c>, row-major.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Ids">Whose row it is, as their source names the samples.</param>
/// <param name="Labels">The class of each row, -1 where it has none.</param>
/// <param name="Classes">What labels mean; null where no row has a label.</param>
public sealed record EmbeddingRows(float[] Values, int Dimension, IReadOnlyList<string> Ids, int[] Labels, IReadOnlyList<string>? Classes)
{
    /// <summary>Rows.</summary>
    public int Count => Labels.Length;

    /// <summary>A row, <c>[dimension]</c>.</summary>
    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * Dimension, Dimension);
}
