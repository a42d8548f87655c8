using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Indexes;

/// <summary>How an index is built.</summary>
public record IndexOptions : ICheckedOptions
{
    // A flat search over so many vectors of 128 numbers takes a core 2 ms.
    private const int MostFlat = 50_000;

    // Beyond, lists and codes find as much in less time, and take half the memory and half the time to build (docs/results/encoders-in-use.md).
    private const int MostHnsw = 200_000;

    /// <summary>How vectors are found. Unset: <c>flat</c> up to 50,000 of them, <c>hnsw</c> up to 200,000, <c>ivf_pq</c> beyond.</summary>
    public SearchIndexKind? Kind { get; init; }

    /// <summary>HNSW: links of a vector in a layer.</summary>
    [Range(4, 128)]
    public int Links { get; init; } = 16;

    /// <summary>HNSW: candidates that are looked at while a vector is linked.</summary>
    [Range(8, 2000)]
    public int Construction { get; init; } = 64;

    /// <summary>IVF-PQ: lists. Unset: the power of two next to four times the root of the number of vectors.</summary>
    [Range(1, 1 << 20)]
    public int? Lists { get; init; }

    /// <summary>IVF-PQ: bytes of a code, a divisor of the dimension. Unset: the largest divisor up to an eighth of it, and up to 64.</summary>
    [Range(1, 4096)]
    public int? CodeBytes { get; init; }

    /// <summary>The least share of the ten nearest that searches are to find, measured when the index is built: they look as far as that takes.</summary>
    [Range(0.5, 1)]
    public double Recall { get; init; } = 0.98;

    /// <summary>Vectors whose neighbours are looked for to measure that, before they are added themselves; no more than a tenth of all.</summary>
    [Range(10, 10_000)]
    public int Queries { get; init; } = 500;

    /// <summary>Decides those vectors and where lists begin.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public virtual IEnumerable<ConfigurationMistake> Check()
    {
        if (Kind is not null and not SearchIndexKind.Hnsw && Links != 16) yield return new("links", $"{Links}", "is for an index of the kind hnsw");
        if (Kind is not null and not SearchIndexKind.IvfPq && Lists is int lists) yield return new("lists", $"{lists}", "is for an index of the kind ivf_pq");
    }

    /// <summary>The kind for so many vectors.</summary>
    public SearchIndexKind KindFor(long count) => Kind ?? (count <= MostFlat ? SearchIndexKind.Flat : count <= MostHnsw ? SearchIndexKind.Hnsw : SearchIndexKind.IvfPq);

    /// <summary>What the engine's index is made of.</summary>
    /// <param name="count">Vectors there will be.</param>
    /// <param name="dimension">Numbers in a vector.</param>
    internal SearchIndexOptions For(int count, int dimension) => new()
    {
        Kind = KindFor(count) is var kind && kind == SearchIndexKind.IvfPq && count < LeastForLists ? SearchIndexKind.Flat : kind,
        Links = Links,
        Construction = Construction,
        Lists = ListsFor(count),
        CodeBytes = CodeBytes ?? Enumerable.Range(1, Math.Clamp(dimension / 8, 1, 64)).Last(bytes => dimension % bytes == 0),
        Seed = Seed,
        Expected = count,
    };

    // A code has 256 centres in each part, and needs a vector for each.
    private const int LeastForLists = 256;

    private int ListsFor(int count)
    {
        int usual = 1 << (int)Math.Round(Math.Log2(4 * Math.Sqrt(Math.Max(1, count))));
        return Math.Clamp(Lists ?? usual, 1, Math.Max(1, count));
    }
}
