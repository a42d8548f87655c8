namespace Autodidact.Data.Text.WordPiece;

/// <summary>How BERT changes a text before it is cut into words. Devlin et al. 2019, arXiv:1810.04805, and its published tokenizer.</summary>
public sealed record BertTextOptions
{
    /// <summary>The settings of the uncased models.</summary>
    public static BertTextOptions Uncased { get; } = new();

    /// <summary>The settings of the cased models.</summary>
    public static BertTextOptions Cased { get; } = new() { LowerCase = false };

    /// <summary>Removes control, format and private characters, NUL and U+FFFD, and makes all white space spaces. Default true.</summary>
    public bool CleanText { get; init; } = true;

    /// <summary>Makes each CJK ideograph a word of its own. Default true.</summary>
    public bool SeparateChinese { get; init; } = true;

    /// <summary>Takes characters apart (NFD) and drops the marks. Null, the default, does so where letters are made small.</summary>
    public bool? StripAccents { get; init; }

    /// <summary>Makes letters small, each by itself: the sigma at the end of a word is an ordinary one. Default true.</summary>
    public bool LowerCase { get; init; } = true;
}
