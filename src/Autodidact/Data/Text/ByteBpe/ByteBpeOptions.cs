namespace Autodidact.Data.Text.ByteBpe;

/// <summary>What differs between byte-level BPE tokenizers beside the vocabulary.</summary>
public sealed record ByteBpeOptions
{
    /// <summary>GPT-2's settings.</summary>
    public static ByteBpeOptions Default { get; } = new();

    /// <summary>Puts a space before a text that begins with none, so that its first word is the same token as elsewhere. Default false.</summary>
    public bool AddsSpace { get; init; }

    /// <summary>
    /// Leaves white space out of the ranges of tokens, as RoBERTa does. Default false: a token's range has the space before the word,
    /// and all ranges together cover the text.
    /// </summary>
    public bool TrimsRanges { get; init; }
}
