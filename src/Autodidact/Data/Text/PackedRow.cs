namespace Autodidact.Data.Text;

/// <summary>A row of tokens from one or more documents.</summary>
/// <param name="Tokens">Numbers in the vocabulary, <c>[length]</c>, padding at the end.</param>
/// <param name="Segments">What stands in it, by column, without gaps.</param>
public sealed record PackedRow(int[] Tokens, IReadOnlyList<PackedSegment> Segments)
{
    /// <summary>Tokens that are not padding.</summary>
    public int Filled => Segments.Count == 0 ? 0 : Segments[^1].Column + Segments[^1].Length;

    /// <summary>
    /// For each column the number of its segment from 1, and 0 for padding, <c>[length]</c>: attention is allowed between columns with
    /// equal numbers.
    /// </summary>
    public int[] SegmentNumbers() => Fill(static (segment, _) => segment + 1);

    /// <summary>For each column the place in its segment from 0, as position embeddings want it, <c>[length]</c>; 0 for padding.</summary>
    public int[] Positions() => Fill(static (_, place) => place);

    private int[] Fill(Func<int, int, int> value)
    {
        int[] filled = new int[Tokens.Length];
        for (int i = 0; i < Segments.Count; i++)
            for (int place = 0; place < Segments[i].Length; place++) filled[Segments[i].Column + place] = value(i, place);
        return filled;
    }
}
