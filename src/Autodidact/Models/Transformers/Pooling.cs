namespace Autodidact.Models.Transformers;

/// <summary>Which tokens become the feature vector.</summary>
public enum Pooling
{
    /// <summary>The class token; of a text, the first token.</summary>
    Class,

    /// <summary>The mean of the patches; of a text, of all tokens.</summary>
    Mean,
}
