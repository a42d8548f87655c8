namespace Autodidact.Data.Corruptions;

/// <summary>What a corruption comes from: the four groups of Hendrycks and Dietterich 2019 (arXiv:1903.12261, figure 1), and changes of place, which are not theirs.</summary>
public enum CorruptionFamily
{
    /// <summary>Values of single pixels are off.</summary>
    Noise,

    /// <summary>Neighbours run into each other.</summary>
    Blur,

    /// <summary>What stands between camera and scene.</summary>
    Weather,

    /// <summary>What a file or a screen does.</summary>
    Digital,

    /// <summary>Parts are turned, hidden or moved (the last two after Naseer et al. 2021, arXiv:2105.10497).</summary>
    Geometry,
}
