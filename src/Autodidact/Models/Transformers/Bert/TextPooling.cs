namespace Autodidact.Models.Transformers.Bert;

/// <summary>What becomes the feature vector of a text.</summary>
public enum TextPooling
{
    /// <summary>The first token's vector after the last layer.</summary>
    Class,

    /// <summary>The mean of all tokens' vectors.</summary>
    Mean,

    /// <summary>
    /// The first token's vector through the pooler, a layer and a tanh that judge sentences in pretraining: what published networks classify from. Without such
    /// pretraining it is random.
    /// </summary>
    Pooler,
}
