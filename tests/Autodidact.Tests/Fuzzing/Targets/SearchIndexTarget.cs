using Autodidact.Engine.Search;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Indexes in FAISS's format, which are searched after they were read: a link or a number that is believed leads out of an array there.</summary>
internal sealed class SearchIndexTarget : IFuzzTarget
{
    private const int Count = 60, Dimension = 8;

    public string Name => "search-index";

    public string FileName => "vectors.faiss";

    public IReadOnlyList<Type> Covers => [typeof(SearchIndex)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Enum.GetValues<SearchIndexKind>().Select(Seed)];

    public IReadOnlyList<string> Words => ["IxFI", "IHNf", "IxRF", "IwPQ", "IxSQ", "ilar", "full", "sprs"];

    public void Read(string path)
    {
        using SearchIndex index = SearchIndex.Read(path);
        float[] queries = new float[3 * index.Dimension];
        for (int i = 0; i < queries.Length; i++) queries[i] = MathF.Sin(i);
        foreach (int effort in (int[])[0, 1, 40]) index.Search(queries, 5, effort, threads: 1);
        if (index.Count > 0) index.Reconstruct([0, index.Count - 1]);
        index.Add(queries, threads: 1);
        index.Search(queries, 5, 40, threads: 1);
    }

    private static byte[] Seed(SearchIndexKind kind)
    {
        using TemporaryFolder folder = new();
        Random random = new(3);
        float[] vectors = [.. Enumerable.Range(0, 256 * Dimension).Select(_ => random.NextSingle() - 0.5f)];
        using SearchIndex index = new(Dimension, new() { Kind = kind, Links = 4, Construction = 8, Lists = 4, CodeBytes = 2 });
        index.Train(vectors, threads: 1);
        index.Add(vectors.AsSpan(0, Count * Dimension), threads: 1);
        index.Write(folder["seed"]);
        return File.ReadAllBytes(folder["seed"]);
    }
}
