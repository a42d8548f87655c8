namespace Autodidact.Reports.Pages;

/// <summary>Scripts and styles that only some pages hold.</summary>
[Flags]
internal enum PageParts
{
    None = 0,

    /// <summary>Charts of curves.</summary>
    Plots = 1,

    /// <summary>Maps of points.</summary>
    Maps = 2,
}
