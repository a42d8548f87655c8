namespace Autodidact.Data.Text.WordPiece;

/// <summary>What a WordPiece vocabulary is trained to be.</summary>
public sealed record WordPieceTrainerOptions
{
    /// <summary>Tokens at most; never less than the special tokens and the characters need. Default 30,000.</summary>
    public int VocabularySize { get; init; } = 30_000;

    /// <summary>Rarer pairs are not merged; at least 1. Default 2.</summary>
    public int LeastCount { get; init; } = 2;

    /// <summary>Most characters that get a token; the rarest are left out, of equally rare ones those with the higher code point. At least 1. Default 1,000.</summary>
    public int MostCharacters { get; init; } = 1000;

    /// <summary>Special tokens, which get the first numbers; the token for unknown words is among them. Default BERT's.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>How texts are cut.</summary>
    public WordPieceOptions Text { get; init; } = WordPieceOptions.Default;
}
