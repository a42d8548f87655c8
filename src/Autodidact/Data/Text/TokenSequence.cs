namespace Autodidact.Data.Text;

/// <summary>A text as tokens: what a language model reads.</summary>
public sealed class TokenSequence
{
    /// <param name="ids">Numbers in the vocabulary, <c>[tokens]</c>.</param>
    /// <param name="ranges">The text each token stands for, <c>[tokens]</c>.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public TokenSequence(int[] ids, TextRange[] ranges)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(ranges);
        if (ids.Length != ranges.Length) throw new ArgumentException($"{ids.Length} tokens have {ranges.Length} ranges.", nameof(ranges));
        (Ids, Ranges) = (ids, ranges);
    }

    /// <summary>Numbers in the vocabulary, <c>[tokens]</c>.</summary>
    public int[] Ids { get; }

    /// <summary>
    /// The text each token stands for, <c>[tokens]</c>, in the string that was encoded. <see cref="TextRange.None"/> for special tokens
    /// that were put around the text. Tokens that share a character (bytes of one) share its range.
    /// </summary>
    public TextRange[] Ranges { get; }

    /// <summary>How many tokens.</summary>
    public int Count => Ids.Length;

    /// <inheritdoc/>
    public override string ToString() => $"{Count} tokens";
}
