namespace Autodidact.Data.Text;

/// <summary>A row of tokens from one or more documents.</summary>
/// <param name="Tokens">Numbers in the vocabulary, <c>[length]</c>, padding at the end.</param>
/// <param name="Segments">What stands in it, by column, without gaps.</param>
public sealed record PackedRow(int[] Tokens, IReadOnlyList<PackedSegment> Segments)
{
    /// <summary>Tokens that are not padding.</summary>
    public int Filled => Segments.Count == 0 ? 0 : Segments[^1].Column + Segments[^1].Length;
}
