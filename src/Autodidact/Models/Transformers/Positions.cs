namespace Autodidact.Models.Transformers;

/// <summary>Where the positions of patches come from.</summary>
public enum Positions
{
    /// <summary>They are learned.</summary>
    Learned,

    /// <summary>Sines and cosines, which stay.</summary>
    SinCos,

    /// <summary>None are added to tokens: each block learns what their distance adds to its attention (BEiT, Bao et al. 2022, arXiv:2106.08254).</summary>
    Relative,
}
