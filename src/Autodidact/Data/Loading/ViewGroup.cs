namespace Autodidact.Data.Loading;

/// <summary>Consecutive views of one size.</summary>
/// <param name="Views">How many.</param>
/// <param name="Size">Rows and columns of each.</param>
internal readonly record struct ViewGroup(int Views, int Size)
{
    /// <summary>Floats of one view of one picture.</summary>
    public int ViewLength => 3 * Size * Size;

    /// <inheritdoc/>
    public override string ToString() => $"{Views} {(Views == 1 ? "view" : "views")} of {Size} x {Size}";
}
