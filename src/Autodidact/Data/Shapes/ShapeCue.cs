namespace Autodidact.Data.Shapes;

/// <summary>How texture goes with shape: for telling by which of the two pictures are told apart (Geirhos et al. 2019, arXiv:1811.12231).</summary>
public enum ShapeCue
{
    /// <summary>All ten shapes, textures drawn whatever the shape.</summary>
    None,

    /// <summary>Five shapes, each with a texture of its own: either is enough to tell the class.</summary>
    Paired,

    /// <summary>The same five shapes, each with the texture of another class, drawn at random.</summary>
    Conflict,

    /// <summary>The same five shapes with textures drawn whatever the shape.</summary>
    Independent,
}
