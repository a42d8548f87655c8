namespace Autodidact.Models.Transformers;

/// <summary>Which tokens of a picture become the feature vector.</summary>
public enum Pooling
{
    /// <summary>The class token.</summary>
    Class,

    /// <summary>The mean of the patches.</summary>
    Mean,
}
