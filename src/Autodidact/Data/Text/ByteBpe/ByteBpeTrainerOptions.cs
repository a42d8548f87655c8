namespace Autodidact.Data.Text.ByteBpe;

/// <summary>What a byte-level BPE vocabulary is trained to be.</summary>
public sealed record ByteBpeTrainerOptions
{
    /// <summary>Tokens at most, special ones and the 256 bytes included; at least these. Default 30,000.</summary>
    public int VocabularySize { get; init; } = 30_000;

    /// <summary>Rarer pairs are not merged; at least 1. Default 2.</summary>
    public int LeastCount { get; init; } = 2;

    /// <summary>
    /// Special tokens, which get the first numbers. Default RoBERTa's; with <c>&lt;s&gt;</c> and <c>&lt;/s&gt;</c> among them, these go
    /// around a text.
    /// </summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];

    /// <summary>How texts are cut. Default as GPT-2.</summary>
    public ByteBpeOptions Text { get; init; } = ByteBpeOptions.Default;
}
