using System.Buffers.Binary;
using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Engine;

public sealed class SearchIndexTests : IDisposable
{
    private const int Count = 3000, Dimension = 24, Queries = 100, K = 10, Effort = 64;

    private static readonly float[] s_vectors = UnitRows(Count, 1), s_queries = UnitRows(Queries, 2);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<SearchIndexKind> Kinds => [.. Enum.GetValues<SearchIndexKind>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_finds_what_looking_at_every_vector_finds(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind);
        Neighbours exact = ExactSearch.Find(s_queries, s_vectors, Dimension, K);
        Neighbours all = index.Search(s_queries, K, effort: 0), some = index.Search(s_queries, K, Effort);
        Assert.InRange(Shared(exact, all), kind == SearchIndexKind.IvfPq ? 0.99 : 1, 1);
        Assert.InRange(Shared(exact, some), 0.97, 1);
        Assert.All(exact.Scores.Zip(all.Scores), pair => Assert.Equal(pair.First, pair.Second, 3e-3));
        Assert.Equal((Count, Dimension, kind), (index.Count, index.Dimension, index.Kind));
        Assert.InRange(index.Bytes, Count * Dimension * (kind == SearchIndexKind.IvfPq ? 2 : 4), Count * ((Dimension * 4) + 256) + 100_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_what_is_allowed_is_found(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind);
        byte[] allowed = new byte[(Count + 7) / 8];
        Array.Fill<byte>(allowed, 0b0100_0001);
        foreach (int effort in (int[])[0, Effort])
            Assert.All(index.Search(s_queries, K, effort, allowed).Ids, id => Assert.True(id % 8 is 0 or 6));
        Array.Fill<byte>(allowed, 0);
        allowed[5] = 1;
        Assert.All(Enumerable.Range(0, Queries), query => Assert.Equal([40, -1, -1], index.Search(s_queries, 3, 0, allowed).IdsOf(query).ToArray()));
        Assert.Equal(-1, index.Search(s_queries, 1, Effort, new byte[1]).Ids[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void However_few_are_allowed_they_are_found(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind);
        foreach (int every in (int[])[1000, 100, 10, 3])
        {
            byte[] allowed = new byte[(Count + 7) / 8];
            for (int i = 0; i < Count; i += every) allowed[i / 8] |= (byte)(1 << (i % 8));
            int k = Math.Min(K, Count / every);
            Neighbours all = index.Search(s_queries, k, effort: 0, allowed), some = index.Search(s_queries, k, effort: 16, allowed);
            Assert.DoesNotContain(-1, some.Ids);
            Assert.InRange(Shared(all, some), every >= 100 ? 1 : 0.7, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_written_is_read_again_and_grows_on(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind, Count - 500);
        index.Write(_folder["vectors.faiss"]);
        using SearchIndex read = SearchIndex.Read(_folder["vectors.faiss"]);
        Same();
        foreach (SearchIndex one in (SearchIndex[])[index, read]) one.Add(s_vectors.AsSpan((Count - 500) * Dimension), threads: 1);
        Same();
        Assert.Equal(Count, read.Count);
        Assert.Equal(index.Options, read.Options);

        void Same()
        {
            (Neighbours left, Neighbours right) = (index.Search(s_queries, K, Effort), read.Search(s_queries, K, Effort));
            Assert.Equal(left.Ids, right.Ids);
            Assert.Equal(left.Scores, right.Scores);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_are_kept(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind);
        float[] kept = index.Reconstruct([7, 2999, 7]);
        float[] expected = [.. s_vectors[(7 * Dimension)..(8 * Dimension)], .. s_vectors[(2999 * Dimension)..], .. s_vectors[(7 * Dimension)..(8 * Dimension)]];
        Assert.All(expected.Zip(kept), pair => Assert.Equal(pair.First, pair.Second, kind == SearchIndexKind.IvfPq ? 1e-3 : 0));
        Assert.Contains("3000", Assert.Throws<EngineArgumentException>(() => index.Reconstruct([3000])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_thread_builds_the_same_graph_each_time()
    {
        foreach (string name in (string[])["one", "other"])
        {
            using SearchIndex index = Make(SearchIndexKind.Hnsw);
            index.Write(_folder[name]);
        }
        Assert.Equal(File.ReadAllBytes(_folder["one"]), File.ReadAllBytes(_folder["other"]));
    }

    [Fact]
    public void An_empty_index_finds_nothing()
    {
        using SearchIndex index = new(Dimension, new() { Kind = SearchIndexKind.Hnsw });
        Assert.All(index.Search(s_queries, 3, Effort).Ids, id => Assert.Equal(-1, id));
        index.Write(_folder["empty"]);
        using SearchIndex read = SearchIndex.Read(_folder["empty"]);
        Assert.Equal(0, read.Count);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<EngineArgumentException>(() => new SearchIndex(0, new()));
        Assert.Throws<EngineArgumentException>(() => new SearchIndex(10, new() { Kind = SearchIndexKind.IvfPq, CodeBytes = 3 }));
        Assert.Throws<EngineArgumentException>(() => new SearchIndex(10, new() { Kind = SearchIndexKind.Hnsw, Links = 1000 }));
        using SearchIndex lists = new(4, new() { Kind = SearchIndexKind.IvfPq, Lists = 2, CodeBytes = 2 }), flat = new(4, new());
        Assert.Contains("trained", Assert.Throws<EngineArgumentException>(() => lists.Add(new float[4])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 256 vectors", Assert.Throws<EngineArgumentException>(() => lists.Train(new float[400])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => flat.Add(new float[5]));
        Assert.Contains("vector 1", Assert.Throws<EngineArgumentException>(() => flat.Add([0, 0, 0, 0, 0, float.NaN, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<EngineArgumentException>(() => flat.Search([0, 0, 0, float.PositiveInfinity], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => flat.Search(new float[4], 0, 1));
        Assert.Equal(0, flat.Count);
    }

    [Fact]
    public void Cancelled_work_ends()
    {
        using CancellationTokenSource cancel = new();
        cancel.Cancel();
        using SearchIndex graph = new(Dimension, new() { Kind = SearchIndexKind.Hnsw }), lists = new(Dimension, new() { Kind = SearchIndexKind.IvfPq, CodeBytes = 8 });
        Assert.ThrowsAny<OperationCanceledException>(() => graph.Add(s_vectors, cancel: cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => lists.Train(s_vectors, cancel: cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => graph.Search(s_queries, 1, 1, cancel: cancel.Token));
    }

    [Fact]
    public void A_disposed_index_says_so()
    {
        SearchIndex index = new(4, new());
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_ends_early_or_late_is_refused(SearchIndexKind kind)
    {
        using SearchIndex index = Make(kind, 300);
        index.Write(_folder["whole"]);
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        foreach (int length in (int[])[0, 3, 20, 60, whole.Length / 2, whole.Length - 1])
            Refuse(whole[..length]);
        Refuse([.. whole, 0]);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused()
    {
        using SearchIndex index = Make(SearchIndexKind.Hnsw, 300);
        index.Write(_folder["whole"]);
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        // The vectors lie at the end, the links before them; the last link is followed by five numbers, a word and a header of 37 bytes with a length behind.
        int afterLinks = whole.Length - (300 * Dimension * 4) - 8 - 33 - 4 - 20;
        for (int back = 4; back <= 40; back += 4)
        {
            byte[] changed = [.. whole];
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(afterLinks - back), 300);
            Refuse(changed, "link");
        }
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        Refuse("IxF2"u8.ToArray(), "");
        File.WriteAllText(_folder["text"], "id,score\n");
        Assert.Contains(_folder["text"], Assert.Throws<InvalidDataException>(() => SearchIndex.Read(_folder["text"])).Message, StringComparison.Ordinal);
        Assert.Contains(_folder["none"], Assert.Throws<EngineException>(() => SearchIndex.Read(_folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("not a file", Assert.Throws<EngineException>(() => SearchIndex.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Rows of length 1 whose directions are even.</summary>
    internal static float[] UnitRows(int rows, ulong seed, int dimension = Dimension)
    {
        TorchRuntime.Seed(seed);
        using TensorScope scope = new();
        return Tensor.Randn([rows, dimension]).Normalize().ToArray<float>();
    }

    internal static SearchIndex Make(SearchIndexKind kind, int count = Count)
    {
        SearchIndex index = new(Dimension, new() { Kind = kind, Lists = 64, CodeBytes = 12, Expected = count });
        index.Train(s_vectors.AsSpan(0, count * Dimension), threads: 1);
        index.Add(s_vectors.AsSpan(0, count * Dimension), threads: 1);
        return index;
    }

    private void Refuse(byte[] file, string because = "")
    {
        File.WriteAllBytes(_folder["bad"], file);
        Assert.Contains(because, Assert.Throws<InvalidDataException>(() => SearchIndex.Read(_folder["bad"])).Message, StringComparison.Ordinal);
    }

    private static double Shared(Neighbours expected, Neighbours found) =>
        Enumerable.Range(0, expected.Queries).Average(query => (double)expected.IdsOf(query).ToArray().Intersect(found.IdsOf(query).ToArray()).Count() / expected.K);
}
