namespace Autodidact.Data.Views.Steps;

/// <summary>The first step of every plan: which part of the picture becomes the view, and at what size.</summary>
/// <param name="Size">Rows and columns of the view, in pixels.</param>
public abstract record Framing(int Size)
{
    /// <summary>Fills the scratch's planes, <c>[3, Size, Size]</c>, values 0..1.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="mirror">Whether left and right change places, which costs nothing here.</param>
    /// <param name="key">The key of the view's draws.</param>
    /// <param name="scratch">Working memory.</param>
    public abstract void Apply(Image image, bool mirror, in DrawKey key, ViewScratch scratch);
}
