namespace Autodidact.Engine.Search;

/// <summary>What an index is made of.</summary>
public sealed record SearchIndexOptions
{
    /// <summary>How it finds vectors.</summary>
    public SearchIndexKind Kind { get; init; }

    /// <summary>HNSW: links of a vector in a layer, 2 to 256; the lowest layer has twice as many.</summary>
    public int Links { get; init; } = 16;

    /// <summary>HNSW: candidates that are looked at while a vector is linked, at least 1. More find better links, and take as much longer.</summary>
    public int Construction { get; init; } = 64;

    /// <summary>IVF-PQ: lists that the vectors are divided among, 1 to 1,048,576.</summary>
    public int Lists { get; init; } = 256;

    /// <summary>IVF-PQ: bytes of a vector's code; they divide the dimension.</summary>
    public int CodeBytes { get; init; } = 16;

    /// <summary>IVF-PQ: decides where the centres begin.</summary>
    public int Seed { get; init; } = 1234;

    /// <summary>Vectors that are expected, for which memory is taken at once; more or fewer may come.</summary>
    public int Expected { get; init; }
}
