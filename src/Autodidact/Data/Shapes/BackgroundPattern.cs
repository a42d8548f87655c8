namespace Autodidact.Data.Shapes;

/// <summary>What lies behind a shape.</summary>
public enum BackgroundPattern
{
    /// <summary>One colour.</summary>
    Plain,

    /// <summary>A slope from light to dark in any direction.</summary>
    Sloped,

    /// <summary>Smooth noise.</summary>
    Cloudy,

    /// <summary>Soft parallel waves in any direction.</summary>
    Wavy,
}
