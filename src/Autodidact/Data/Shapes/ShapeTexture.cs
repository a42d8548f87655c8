namespace Autodidact.Data.Shapes;

/// <summary>How the inside of a shape is painted.</summary>
public enum ShapeTexture
{
    /// <summary>One colour.</summary>
    Plain,

    /// <summary>Bands that turn with the shape.</summary>
    Striped,

    /// <summary>A chessboard that turns with the shape.</summary>
    Checked,

    /// <summary>Dots on a grid.</summary>
    Dotted,

    /// <summary>From light to dark.</summary>
    Shaded,
}
