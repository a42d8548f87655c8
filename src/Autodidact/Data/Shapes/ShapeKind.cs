namespace Autodidact.Data.Shapes;

/// <summary>The ten shapes, which are the classes. Each keeps its form under the drawn rotations and can be told from the others at 32 pixels.</summary>
public enum ShapeKind
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A disc with a hole.</summary>
    Ring,

    /// <summary>Four equal sides.</summary>
    Square,

    /// <summary>Three equal sides.</summary>
    Triangle,

    /// <summary>Five points.</summary>
    Star,

    /// <summary>A plus sign.</summary>
    Cross,

    /// <summary>A heart.</summary>
    Heart,

    /// <summary>A disc with a disc bitten out of its side.</summary>
    Crescent,

    /// <summary>An arrow that points up where it is not rotated.</summary>
    Arrow,

    /// <summary>An hourglass: two triangles that touch.</summary>
    Hourglass,
}
