namespace Autodidact.Data.Text;

/// <summary>Two stretches of text in one row: <c>[CLS] first [SEP] second [SEP]</c>.</summary>
public static class SentencePair
{
    /// <summary>Tokens that are put around the two.</summary>
    public const int Marks = 3;

    /// <summary>Tokens that are enough for two.</summary>
    public const int Shortest = 8;

    /// <summary>Writes a pair into a row.</summary>
    /// <param name="row">Tokens, filled up with <paramref name="special"/>'s padding.</param>
    /// <param name="segments">0 for the first and its marks, 1 for the second and its mark.</param>
    /// <returns>Tokens that are not padding.</returns>
    public static int Write(ReadOnlySpan<int> first, ReadOnlySpan<int> second, SpecialTokens special, Span<long> row, Span<long> segments)
    {
        ArgumentNullException.ThrowIfNull(special);
        int at = 0;
        row[at++] = special.Start!.Value;
        foreach (int token in first) row[at++] = token;
        row[at++] = special.End!.Value;
        int border = at;
        foreach (int token in second) row[at++] = token;
        row[at++] = special.End!.Value;
        row[at..].Fill(special.Padding!.Value);
        segments.Clear();
        segments[border..at].Fill(1);
        return at;
    }
}
