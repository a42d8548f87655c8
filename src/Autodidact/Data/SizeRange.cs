namespace Autodidact.Data;

/// <summary>The smallest and the largest of some sizes, in pixels.</summary>
/// <param name="Least">Smallest.</param>
/// <param name="Most">Largest.</param>
public readonly record struct SizeRange(int Least, int Most)
{
    /// <summary>True when all sizes are equal.</summary>
    public bool IsOne => Least == Most;

    /// <summary>The range widened to hold a size.</summary>
    public static SizeRange With(SizeRange? range, int size) =>
        range is { } known ? new SizeRange(Math.Min(known.Least, size), Math.Max(known.Most, size)) : new SizeRange(size, size);

    /// <inheritdoc/>
    public override string ToString() => IsOne ? $"{Least}" : $"{Least} to {Most}";
}
