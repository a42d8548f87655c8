namespace Autodidact.Data;

/// <summary>How sources are opened and pictures decoded.</summary>
public sealed record DataOptions
{
    /// <summary>The defaults.</summary>
    public static DataOptions Default { get; } = new();

    /// <summary>
    /// Largest picture that is decoded, in pixels (width times height); checked in the header, before memory is taken.
    /// Default 67,108,864 (8192 x 8192: 192 MiB as RGB).
    /// </summary>
    public long PixelLimit { get; init; } = 1L << 26;

    /// <summary>Largest encoded file that is read, in bytes. Default 256 MiB.</summary>
    public long FileLimit { get; init; } = 1L << 28;

    /// <summary>Most bytes a source may hold in memory (IDX, CIFAR, npz, tar.gz). Default 4 GiB.</summary>
    public long MemoryLimit { get; init; } = 1L << 32;

    /// <summary>
    /// Shorter side, in pixels, that the reader needs; large JPEGs are then decoded at 1/2, 1/4 or 1/8 as long as both
    /// sides stay at least this long, which is several times faster. 0 (default) decodes everything in full.
    /// </summary>
    public int DecodeSize { get; init; }
}
