namespace Autodidact.Methods.Language;

/// <summary>Rows of tokens with some of them hidden, and what a network has to know of them.</summary>
/// <param name="batch">Rows.</param>
/// <param name="length">Tokens a row.</param>
internal sealed class HiddenRows(int batch, int length)
{
    public int Batch => batch;

    public int Length => length;

    /// <summary>What is seen, <c>[batch, length]</c>.</summary>
    public long[] Tokens { get; } = new long[batch * length];

    /// <summary>What was there where it is to be predicted, else <see cref="Masked.TokenMasking.NotAsked"/>.</summary>
    public long[] Labels { get; } = new long[batch * length];

    /// <summary>0 for the first sentence, 1 for the second.</summary>
    public long[] Segments { get; } = new long[batch * length];

    /// <summary>The number of the text that a token belongs to, from 1; 0 for padding.</summary>
    public long[] Texts { get; } = new long[batch * length];

    /// <summary>A token's place in its text.</summary>
    public long[] Places { get; } = new long[batch * length];

    /// <summary>For each row what is to be said of its two sentences.</summary>
    public long[] Sentences { get; } = new long[batch];

    public Span<long> TokensOf(int row) => Tokens.AsSpan(row * length, length);

    public Span<long> LabelsOf(int row) => Labels.AsSpan(row * length, length);

    public Span<long> SegmentsOf(int row) => Segments.AsSpan(row * length, length);

    public Span<long> TextsOf(int row) => Texts.AsSpan(row * length, length);

    public Span<long> PlacesOf(int row) => Places.AsSpan(row * length, length);
}
