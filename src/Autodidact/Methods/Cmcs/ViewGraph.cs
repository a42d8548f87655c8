namespace Autodidact.Methods.Cmcs;

/// <summary>Which views of a picture are contrasted with which (Tian et al. 2020, section 3.3).</summary>
public enum ViewGraph
{
    /// <summary>Every view with every other (eq. 9).</summary>
    Full,

    /// <summary>The first view, a crop's luminance, with every other (eq. 8).</summary>
    Core,
}
