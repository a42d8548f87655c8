using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Search;
using Autodidact.Models;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Embeddings.Indexes;

public sealed class VectorIndexTests : IAsyncLifetime, IDisposable
{
    private const string Data = "shapes:count=120,size=16", More = "shapes:count=60,size=16,seed=9";

    private readonly TemporaryFolder _folder = new();
    private readonly Encoder _encoder = CardTests.Small(seed: 1);
    private VectorIndex _index = null!;

    public async Task InitializeAsync() => _index = await VectorIndex.BuildAsync(_encoder, Data);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _index.Dispose();
        _encoder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Few_samples_are_found_exactly_and_know_their_class()
    {
        Assert.Equal((SearchIndexKind.Flat, 120, _encoder.FeatureSize, 1.0), (_index.Information.Kind, _index.Count, _index.Dimension, _index.Information.Quality.Recall));
        ImageSource source = DataSources.Open(Data);
        float[] all = [.. Enumerable.Range(0, 120).SelectMany(i => _index.Vector(source.Id(i)))];
        Neighbours exact = ExactSearch.Find(_index.Vector(source.Id(7)), all, _index.Dimension, 5);
        IReadOnlyList<Match> found = _index.Search(_index.Vector(source.Id(7)), 5);
        Assert.Equal(exact.Ids.Select(row => source.Id((int)row)), found.Select(match => match.Id));
        Assert.Equal(1, found[0].Score, 5);
        Assert.Equal(source.Classes![source.Label(7)!.Value], found[0].Fields!["class"]);
        Assert.Equal(120, _index.Search(new float[_index.Dimension], 1000).Count);
    }

    [Fact]
    public void A_folder_keeps_it_and_is_replaced_in_one_moment()
    {
        _index.Save(_folder["index"]);
        Same();
        _index.Remove([_index.Ids.First()]);
        _index.Save(_folder["index"]);
        Same();
        Assert.Equal([".lock", "index.json", "samples-2.jsonl", "vectors-2.faiss"], Directory.EnumerateFiles(_folder["index"]).Select(Path.GetFileName).Order());
        Directory.CreateDirectory(_folder["other"]);
        Assert.Contains("no index", Assert.Throws<IOException>(() => _index.Save(_folder["other"])).Message, StringComparison.Ordinal);

        void Same()
        {
            using VectorIndex read = VectorIndex.Open(_folder["index"]);
            Assert.Equal(_index.Information.VectorsHash, read.Information.VectorsHash);
            float[] query = _index.Vector(_index.Ids.Last());
            Assert.Equal(_index.Search(query, 20).Select(Shown), read.Search(query, 20).Select(Shown));
            Assert.Equal(_index.Count, read.Count);
        }

        static string Shown(Match match) => $"{match} {match.Fields!["class"]}";
    }

    [Fact]
    public async Task Of_two_that_change_it_at_once_the_second_is_told()
    {
        _index.Save(_folder["index"]);
        using VectorIndex first = VectorIndex.Open(_folder["index"]), second = VectorIndex.Open(_folder["index"]);
        string[] ids = [.. _index.Ids.Take(2)];
        first.Remove([ids[0]]);
        second.Remove([ids[1]]);
        first.Save(_folder["index"]);
        Assert.Contains("another process", Assert.Throws<IOException>(() => second.Save(_folder["index"])).Message, StringComparison.Ordinal);
        using (VectorIndex read = VectorIndex.Open(_folder["index"]))
            Assert.Equal((false, true), (read.Ids.Contains(ids[0]), read.Ids.Contains(ids[1])));
        first.Remove([ids[1]]);
        first.Save(_folder["index"]);
        using VectorIndex anew = await VectorIndex.BuildAsync(_encoder, Data);
        anew.Save(_folder["index"]);      // takes the place of whatever is there
        using VectorIndex last = VectorIndex.Open(_folder["index"]);
        Assert.Equal(120, last.Count);
    }

    [Fact]
    public void A_damaged_folder_is_refused()
    {
        Assert.Throws<FileNotFoundException>(() => VectorIndex.Open(_folder["nowhere"]));
        foreach (string file in (string[])["vectors-1.faiss", "samples-1.jsonl", "index.json"])
        {
            _index.Save(_folder[file]);
            string path = Path.Combine(_folder[file], file);
            byte[] bytes = File.ReadAllBytes(path);
            bytes[bytes.Length / 2] ^= 0x15;
            File.WriteAllBytes(path, bytes);
            Assert.Contains(file, Assert.Throws<InvalidDataException>(() => VectorIndex.Open(_folder[file])).Message, StringComparison.Ordinal);
            File.Delete(path);
            Assert.True(Record.Exception(() => VectorIndex.Open(_folder[file])) is InvalidDataException or FileNotFoundException);
        }
    }

    [Fact]
    public async Task Samples_are_added_and_those_of_the_same_id_replaced()
    {
        Assert.Equal((60, 60), await _index.AddAsync(_encoder, DataSources.Open(More), More));
        Assert.Equal((120, 0, 2), (_index.Count, _index.Information.Removed, _index.Information.Sources.Count));
        using VectorIndex alone = await VectorIndex.BuildAsync(_encoder, More);
        string id = alone.Ids.First();
        Assert.Equal(alone.Vector(id), _index.Vector(id));
        _index.Save(_folder["index"]);
        using VectorIndex read = VectorIndex.Open(_folder["index"]);
        Assert.Equal(2, read.Information.Sources.Count);
    }

    [Theory]
    [InlineData(SearchIndexKind.Flat)]
    [InlineData(SearchIndexKind.Hnsw)]
    public async Task What_was_taken_out_is_found_no_more(SearchIndexKind kind)
    {
        using VectorIndex index = await VectorIndex.BuildAsync(_encoder, Data, options: new() { Kind = kind });
        Assert.Equal(kind, index.Information.Kind);
        string[] gone = [.. index.Ids.Order().Take(40)];
        float[] query = index.Vector(gone[0]);
        Assert.Equal(40, index.Remove([.. gone, gone[0], "never there"]));
        Assert.Equal(80, index.Count);
        Assert.Equal(kind == SearchIndexKind.Flat ? 0 : 1 / 3.0, index.RemovedShare, 6);
        Check();
        index.Save(_folder["index"]);
        using (VectorIndex read = VectorIndex.Open(_folder["index"])) Assert.Equal((80, index.RemovedShare), (read.Count, read.RemovedShare));
        string[] before = [.. index.Search(query, 10).Select(match => match.Id)];
        index.Compact();
        Assert.Equal((80, 0.0, 0), (index.Count, index.RemovedShare, index.Information.Removed));
        Assert.Equal(SearchIndexKind.Flat, index.Information.Kind);
        Assert.Equal(before, index.Search(query, 10).Select(match => match.Id));
        Check();

        void Check()
        {
            Assert.Empty(index.Search(query, 100).Select(match => match.Id).Intersect(gone));
            Assert.Equal(80, index.Search(query, 100).Count);
            Assert.Contains("did you mean", Assert.Throws<KeyNotFoundException>(() => index.Vector(gone[0])).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SearchIndexKind.Flat)]
    [InlineData(SearchIndexKind.Hnsw)]
    public async Task A_filter_finds_what_it_allows_and_all_of_it(SearchIndexKind kind)
    {
        using VectorIndex index = await VectorIndex.BuildAsync(_encoder, Data, options: new() { Kind = kind });
        string[] ids = [.. index.Ids.Order()];
        Assert.True(index.Describe(ids[3], [new("year", "2019"), new("place", "Oslo, north")]));
        Assert.True(index.Describe(ids[4], [new("year", "2020")]));
        Assert.False(index.Describe("never there", []));
        float[] query = index.Vector(ids[0]);
        Assert.Equal([ids[3]], Found("year=2019"));
        Assert.Equal([ids[3], ids[4]], Found("year=2019,2020").Order());
        Assert.Equal([ids[4]], Found("year=2019, 2020", "year!=2019"));
        Assert.Equal(119, Found("year!=2020").Length);
        string name = index.Search(query, 1)[0].Fields!["class"];
        Assert.All(index.Search(query, 100, IndexFilter.Parse([$"class={name}"])), match => Assert.Equal(name, match.Fields!["class"]));
        Assert.Contains("year", Assert.Throws<ConfigurationException>(() => Found("yeer=2019")).Message, StringComparison.Ordinal);
        Assert.Contains("2019, 2020", Assert.Throws<ConfigurationException>(() => Found("year=2018")).Message, StringComparison.Ordinal);
        Assert.Contains("name=value", Assert.Throws<ConfigurationException>(() => Found("year")).Message, StringComparison.Ordinal);

        string[] Found(params string[] conditions) => [.. index.Search(query, 120, IndexFilter.Parse(conditions)).Select(match => match.Id)];
    }

    [Fact]
    public async Task Another_encoder_is_refused()
    {
        using Encoder other = CardTests.Small(seed: 2);
        _index.RequireEncoder(_encoder);
        Assert.Contains("another encoder", Assert.Throws<ConfigurationException>(() => _index.RequireEncoder(other)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConfigurationException>(() => _index.AddAsync(other, DataSources.Open(More), More));
        Assert.Equal(120, _index.Count);
    }

    [Fact]
    public async Task An_encoder_searches_in_one_line()
    {
        File.WriteAllBytes(_folder["query.png"], ImageFiles.EncodePng(DataSources.Open(Data).Read(5)));
        using EncoderIndex index = _encoder.Index(Data);
        List<Match> found = [];
        await foreach (Match match in index.SearchAsync(_folder["query.png"], count: 3)) found.Add(match);
        Assert.Equal(DataSources.Open(Data).Id(5), found[0].Id);
        Assert.Equal(1, found[0].Score, 3);
        Assert.Equal(3, found.Count);
        Assert.Contains("text", (await Wrong("text:a cat")).Message, StringComparison.Ordinal);
        Assert.Contains("folder", (await Wrong(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("reads pictures", (await Wrong("a brown dog")).Message, StringComparison.Ordinal);
        Assert.Contains("say the text itself", Assert.Throws<ConfigurationException>(() => Query.Read(_folder["query.png"], Modality.Text)).Message, StringComparison.Ordinal);
        Assert.NotNull(Query.Read($"text:{_folder["query.png"]}", Modality.Text).Sample);
        Assert.Contains("in the index", (await Wrong("id:nobody")).Message, StringComparison.Ordinal);
        _index.Save(_folder["index"]);
        using EncoderIndex kept = _encoder.Index(_folder["index"]);
        await foreach (Match match in kept.SearchAsync($"id:{found[1].Id}", count: 1)) Assert.Equal(found[1].Id, match.Id);

        Task<ConfigurationException> Wrong(string query) => Assert.ThrowsAsync<ConfigurationException>(async () =>
        {
            await foreach (Match _ in index.SearchAsync(query)) Assert.Fail("something was found");
        });
    }

    [Fact]
    public async Task A_cancelled_index_is_none()
    {
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VectorIndex.BuildAsync(_encoder, Data, cancel: cancel.Token));
    }
}
