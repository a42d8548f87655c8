namespace Autodidact.Data.Views;

/// <summary>
/// What a random number is for. Part of its key, so that turning one step of a plan off leaves the draws of all other
/// steps as they were. The values are part of every run's reproducibility: add new ones at the end.
/// </summary>
public enum DrawPurpose
{
    /// <summary>The order of the samples in an epoch.</summary>
    Order = 0,

    /// <summary>Which sample replaces a broken one.</summary>
    Replacement = 1,

    /// <summary>Position and size of the crop.</summary>
    Crop = 2,

    /// <summary>Whether to mirror.</summary>
    Flip = 3,

    /// <summary>Whether and how to change colours.</summary>
    ColorJitter = 4,

    /// <summary>Whether to drop colours.</summary>
    Grayscale = 5,

    /// <summary>Whether and how much to blur.</summary>
    Blur = 6,

    /// <summary>Whether to solarize.</summary>
    Solarize = 7,

    /// <summary>Everything else, such as generated data and tests.</summary>
    Other = 8,

    /// <summary>Whether and where to cover a square.</summary>
    Cutout = 9,

    /// <summary>Whether to leave only edges.</summary>
    Sobel = 10,

    /// <summary>Whether to add noise, and the noise.</summary>
    Noise = 11,

    /// <summary>Whether and how far to turn.</summary>
    Rotation = 12,

    /// <summary>Where a clustering of the samples begins.</summary>
    Clusters = 20,

    /// <summary>Random directions that an objective looks along.</summary>
    Direction = 21,

    /// <summary>Which patches or words are hidden.</summary>
    Mask = 22,

    /// <summary>First weights that no tensor holds.</summary>
    Weights = 23,

    /// <summary>Words that are left out, windows, and words that stand against those in them.</summary>
    Words = 24,

    /// <summary>The order of batches whose samples were put together by their length.</summary>
    Batches = 25,

    /// <summary>What a corruption does to a picture that an encoder is measured on.</summary>
    Corruption = 30,

    /// <summary>Which samples an interval is measured on again.</summary>
    Bootstrap = 40,

    /// <summary>Which normal samples a detector's threshold is measured on.</summary>
    Calibration = 41,

    /// <summary>Where points of a map begin, and which of them push each other away.</summary>
    Map = 50,
}
