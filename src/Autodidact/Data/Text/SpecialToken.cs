namespace Autodidact.Data.Text;

/// <summary>A token that is never cut out of words: it is put around texts, or found in them as it is written.</summary>
/// <param name="Content">As it is written, such as <c>[MASK]</c>.</param>
/// <param name="Id">Its number in the vocabulary.</param>
public sealed record SpecialToken(string Content, int Id)
{
    /// <summary>Takes the white space before it as well, as RoBERTa's <c>&lt;mask&gt;</c> does.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Takes the white space behind it as well.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Is found only where no letter, digit, mark or underscore touches it.</summary>
    public bool IsSingleWord { get; init; }

    /// <summary>Is left out by decoding. False for words that were added to a vocabulary.</summary>
    public bool IsSpecial { get; init; } = true;
}
