namespace Autodidact.Methods.Word2Vec;

/// <summary>How the logistic function is computed.</summary>
public enum SigmoidKind
{
    /// <summary>From a table of 1,000 values between -6 and 6, and 0 or 1 beyond, as in the first word2vec program.</summary>
    Table,

    /// <summary>To the last bit of a float.</summary>
    Exact,
}
