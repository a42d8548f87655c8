namespace Autodidact.Data.Text.Words;

/// <summary>What a word of a text is.</summary>
public enum WordSplit
{
    /// <summary>What stands between white space, as in the first word2vec program: for texts that are cut into words already.</summary>
    Whitespace,

    /// <summary>A run of letters, their accents and digits; all else only separates.</summary>
    Letters,
}
