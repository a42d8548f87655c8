namespace Autodidact.Models;

/// <summary>What a transformer makes its feature vector of.</summary>
public enum Pooling
{
    /// <summary>The class token: of a text its first token.</summary>
    Class,

    /// <summary>The mean of the patches, or of all tokens of a text.</summary>
    Mean,

    /// <summary>
    /// A text's first token through the pooler, a layer and a tanh that judge sentences in pretraining: what published networks classify from. Without such
    /// pretraining it is random.
    /// </summary>
    Pooler,
}
