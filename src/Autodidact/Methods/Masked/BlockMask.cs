namespace Autodidact.Methods.Masked;

/// <summary>
/// Hides blocks of patches until enough are hidden (BEiT, Bao et al. 2022, arXiv:2106.08254, algorithm 1; with the bounds of its code, of BEiT v2's and of
/// iBOT's).
/// </summary>
/// <param name="Rows">Patches from top to bottom.</param>
/// <param name="Columns">Patches from left to right.</param>
public sealed record BlockMask(int Rows, int Columns)
{
    private const int Attempts = 10;

    /// <summary>Patches of a block at least.</summary>
    public double LeastBlock { get; init; } = 16;

    /// <summary>Patches that a block may hide at most; null for as many as are wanted.</summary>
    public double? LargestBlock { get; init; }

    /// <summary>Height by width of the flattest block; that of the tallest is its inverse.</summary>
    public double LeastAspect { get; init; } = 0.3;

    /// <summary>A mask, row by row: true where a patch is hidden. At most <paramref name="count"/> are; fewer where no further block fits.</summary>
    /// <param name="count">Patches to hide.</param>
    /// <param name="uniform">Gives numbers in [0, 1).</param>
    public bool[] Draw(double count, Func<double> uniform)
    {
        ArgumentNullException.ThrowIfNull(uniform);
        bool[] mask = new bool[Rows * Columns];
        double hidden = 0;
        while (hidden < count)
        {
            int more = Hide(mask, Math.Min(count - hidden, LargestBlock ?? double.PositiveInfinity), uniform);
            if (more == 0) break;
            hidden += more;
        }
        return mask;
    }

    /// <summary>A mask that hides exactly <paramref name="count"/> patches: single ones fill what blocks leave (BEiT v2).</summary>
    /// <inheritdoc cref="Draw"/>
    public bool[] DrawExactly(int count, Func<double> uniform)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Rows * Columns);
        bool[] mask = Draw(count, uniform);
        List<int> seen = [.. Enumerable.Range(0, mask.Length).Where(patch => !mask[patch])];
        for (int missing = count - (mask.Length - seen.Count); missing > 0; missing--)
        {
            int chosen = (int)(uniform() * seen.Count);
            mask[seen[chosen]] = true;
            seen.RemoveAt(chosen);
        }
        return mask;
    }

    // The patches of one block that were not hidden before; 0 where ten blocks in a row did not fit.
    private int Hide(bool[] mask, double most, Func<double> uniform)
    {
        double log = Math.Log(LeastAspect);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double area = LeastBlock + ((most - LeastBlock) * uniform()), aspect = Math.Exp(log - (2 * log * uniform()));
            (int height, int width) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (width >= Columns || height >= Rows) continue;
            int top = (int)(uniform() * (Rows - height + 1)), left = (int)(uniform() * (Columns - width + 1));
            int[] seen = [.. Block(top, left, height, width).Where(patch => !mask[patch])];
            if (seen.Length == 0 || seen.Length > most) continue;
            foreach (int patch in seen) mask[patch] = true;
            return seen.Length;
        }
        return 0;
    }

    private IEnumerable<int> Block(int top, int left, int height, int width) =>
        from row in Enumerable.Range(top, height)
        from column in Enumerable.Range(left, width)
        select (row * Columns) + column;
}
