namespace Autodidact.Data.Text.WordPiece;

/// <summary>How a WordPiece tokenizer cuts words.</summary>
public sealed record WordPieceOptions
{
    /// <summary>The defaults.</summary>
    public static WordPieceOptions Default { get; } = new();

    /// <summary>How texts are changed before. Default <see cref="BertTextOptions.Uncased"/>.</summary>
    public BertTextOptions Text { get; init; } = BertTextOptions.Uncased;

    /// <summary>The token for a word that cannot be put together from pieces. Default <c>[UNK]</c>.</summary>
    public string Unknown { get; init; } = "[UNK]";

    /// <summary>What marks pieces that go on with a word. Default <c>##</c>.</summary>
    public string Continuation { get; init; } = "##";

    /// <summary>Longest word, in characters, that is cut; longer ones are unknown. At least 1. Default 100.</summary>
    public int LongestWord { get; init; } = 100;

    /// <summary>Whether decoding takes away the spaces before punctuation and in English contractions. Default true.</summary>
    public bool TidiesDecoded { get; init; } = true;
}
