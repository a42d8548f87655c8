namespace Autodidact.Models.Transformers;

/// <summary>Where the positions of patches come from.</summary>
public enum Positions
{
    /// <summary>They are learned.</summary>
    Learned,

    /// <summary>Sines and cosines, which stay.</summary>
    SinCos,
}
