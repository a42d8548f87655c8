using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Embeddings;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Embeddings;

public sealed class EmbedderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Encoder _encoder = CardTests.Small(seed: 1);
    private readonly ImageSource _source = DataSources.Open("shapes:count=37,size=16");

    public void Dispose()
    {
        _encoder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_formats_hold_the_same_rows_and_ids()
    {
        EmbedResult numpy = await Embedder.WriteAsync(_encoder, _source, _folder["f.npy"], new LoaderOptions { Batch = 10 });
        EmbedResult tensors = await Embedder.WriteAsync(_encoder, _source, _folder["f.safetensors"], new LoaderOptions { Batch = 10 });
        EmbedResult lines = await Embedder.WriteAsync(_encoder, _source, _folder["f.jsonl"], new LoaderOptions { Batch = 10 });
        Assert.Equal((37, _encoder.FeatureSize, 0), (numpy.Count, numpy.Dimension, numpy.Skipped));
        Assert.Equal([_folder["f.npy"], _folder["f.ids.jsonl"]], numpy.Files);

        NumpyArray array = NumpyFile.Read(_folder["f.npy"]);
        Assert.Equal([37, _encoder.FeatureSize], array.Shape);
        using SafetensorsFile file = SafetensorsFile.Open(Assert.Single(tensors.Files));
        Assert.True(file.Bytes("features").SequenceEqual(array.Bytes));
        Assert.Equal("resnet18", file.Metadata["backbone"]);
        Assert.Single(lines.Files);

        using JsonDocument line = JsonDocument.Parse((await File.ReadAllLinesAsync(_folder["f.ids.jsonl"]))[5]);
        Assert.Equal(_source.Id(5), line.RootElement.GetProperty("id").GetString());
        Assert.Equal(_source.Classes![_source.Label(5)!.Value], line.RootElement.GetProperty("class").GetString());

        foreach (string name in new[] { "f.npy", "f.safetensors", "f.jsonl" })
        {
            EmbeddingFile read = EmbeddingFile.Open(_folder[name]);
            Assert.Equal((37L, _encoder.FeatureSize), (read.Count, read.Dimension));
            EmbeddingRows rows = read.Read();
            Assert.Equal(array.Values<float>().ToArray(), rows.Values);
            Assert.Equal(Enumerable.Range(0, 37).Select(_source.Id), rows.Ids);
            Assert.Equal(Enumerable.Range(0, 37).Select(i => _source.Label(i) ?? -1), rows.Labels);
            Assert.All(Enumerable.Range(0, 37), i => Assert.Equal(_source.Classes[_source.Label(i)!.Value], rows.Classes![rows.Labels[i]]));
            Assert.Equal([20, 17], read.Blocks(20).Select(block => block.Count));
            Assert.Equal(rows.Values, read.Blocks(20).SelectMany(block => block.Values));
        }
    }

    [Fact]
    public async Task More_shards_than_an_index_names_are_a_mistake_that_names_the_smallest_size()
    {
        ImageSource many = DataSources.Open("shapes:count=3000000,size=8");
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => Embedder.WriteAsync(_encoder, many, _folder["f.npy"], shardSize: 2));
        Assert.Contains("which 3 or more samples a shard keep to", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Batches_of_other_sizes_give_the_same_rows_up_to_rounding()
    {
        await Embedder.WriteAsync(_encoder, _source, _folder["a.npy"], new LoaderOptions { Batch = 10 });
        await Embedder.WriteAsync(_encoder, _source, _folder["b.npy"], new LoaderOptions { Batch = 16 });
        Assert.All(Values("a.npy").Zip(Values("b.npy")), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Theory]
    [InlineData(".npy")]
    [InlineData(".safetensors")]
    [InlineData(".jsonl")]
    public async Task Shards_are_read_as_one_and_have_the_bytes_that_a_pause_does_not_change(string ending)
    {
        LoaderOptions loader = new() { Batch = 4 };
        EmbedResult whole = await Embedder.WriteAsync(_encoder, _source, _folder[$"whole/f{ending}"], loader, shardSize: 10);
        Assert.Equal((37L, 4, 0), (whole.Count, whole.Shards, whole.Kept));
        Assert.Equal(_folder["whole/f.index.json"], whole.Files[0]);
        Assert.Contains(_folder[$"whole/f-00003-of-00004{ending}"], whole.Files);

        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder.WriteAsync(
            _encoder, _source, _folder[$"paused/f{ending}"], loader, shardSize: 10, progress: new At(25, stop.Cancel), cancel: stop.Token));
        Assert.False(File.Exists(_folder[$"paused/f-00003-of-00004{ending}"]));
        Assert.Contains("the same embed command", Assert.Throws<InvalidDataException>(() => EmbeddingFile.Open(_folder[$"paused/f{ending}"])).Message, StringComparison.Ordinal);
        // A file that is there but is not what was written is made anew as well.
        File.AppendAllText(_folder[$"paused/f-00000-of-00004{ending}"], "x");
        EmbedResult paused = await Embedder.WriteAsync(_encoder, _source, _folder[$"paused/f{ending}"], loader, shardSize: 10);
        Assert.Equal((37L, 4, 1), (paused.Count, paused.Shards, paused.Kept));
        Assert.Equal(Contents("whole"), Contents("paused"));
        EmbedResult again = await Embedder.WriteAsync(_encoder, _source, _folder[$"paused/f{ending}"], loader, shardSize: 10);
        Assert.Equal((37L, 4, 4), (again.Count, again.Shards, again.Kept));

        await Embedder.WriteAsync(_encoder, _source, _folder[$"one/f{ending}"], loader);
        EmbeddingRows one = EmbeddingFile.Open(_folder[$"one/f{ending}"]).Read(), shards = EmbeddingFile.Open(_folder[$"whole/f{ending}"]).Read();
        Assert.Equal(one.Ids, shards.Ids);
        Assert.Equal(one.Labels, shards.Labels);
        Assert.Equal(_source.Classes, shards.Classes);
        Assert.All(one.Values.Zip(shards.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public async Task Shards_of_another_encoder_or_of_other_data_are_refused_by_name()
    {
        await Embedder.WriteAsync(_encoder, _source, _folder["f.npy"], shardSize: 20);
        using Encoder other = CardTests.Small(seed: 2);
        Assert.Contains("another encoder", await Refusal(other, _source, 20), StringComparison.Ordinal);
        Assert.Contains("37 samples", await Refusal(_encoder, _source.First(30), 20), StringComparison.Ordinal);
        Assert.Contains("shards of 20 samples", await Refusal(_encoder, _source, 10), StringComparison.Ordinal);
        File.WriteAllText(_folder["f.index.json"], "{}");
        Assert.Contains("damaged", (await Assert.ThrowsAsync<InvalidDataException>(() => Embedder.WriteAsync(_encoder, _source, _folder["f.npy"], shardSize: 20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_pictures_are_skipped_and_named_wherever_they_lie()
    {
        string pictures = Directory.CreateDirectory(_folder["pictures"]).FullName;
        for (int i = 0; i < 24; i++) File.WriteAllBytes(Path.Combine(pictures, $"{i:D2}.png"), ImageFiles.EncodePng(_source.Read(i)));
        // A whole shard of two, and one beside it.
        foreach (int i in new[] { 4, 5 }) File.WriteAllBytes(Path.Combine(pictures, $"{i:D2}.png"), File.ReadAllBytes(Path.Combine(pictures, $"{i:D2}.png"))[..60]);
        ImageSource source = DataSources.Open(pictures);
        EmbedResult result = await Embedder.WriteAsync(_encoder, source, _folder["f.safetensors"], shardSize: 2);
        Assert.Equal((22L, 2, 12), (result.Count, result.Skipped, result.Shards));
        Assert.Equal(["04.png", "05.png"], result.Broken.Select(line => line[..6]));
        Assert.Equal(Enumerable.Range(0, 24).Where(i => i is not (4 or 5)).Select(source.Id), EmbeddingFile.Open(_folder["f.safetensors"]).Read().Ids);

        await Assert.ThrowsAsync<DataException>(() => Embedder.WriteAsync(_encoder, source, _folder["g.npy"], new() { MaximumBadShare = 0.05 }, shardSize: 2));
        Assert.False(File.Exists(_folder["g-00003-of-00012.npy"]));
    }

    [Fact]
    public async Task A_cancelled_embedding_leaves_nothing()
    {
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder.WriteAsync(_encoder, _source, _folder["f.npy"], cancel: cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_unknown_ending_is_refused() =>
        Assert.Contains(".npy or .safetensors", (await Assert.ThrowsAsync<ArgumentException>(() => Embedder.WriteAsync(_encoder, _source, _folder["f.csv"]))).Message, StringComparison.Ordinal);

    private async Task<string> Refusal(Encoder encoder, ImageSource source, int shardSize) =>
        (await Assert.ThrowsAsync<Autodidact.Configuration.ConfigurationException>(() => Embedder.WriteAsync(encoder, source, _folder["f.npy"], shardSize: shardSize))).Message;

    private float[] Values(string name) => NumpyFile.Read(_folder[name]).Values<float>().ToArray();

    private string Contents(string name) => string.Join('\n', Directory.EnumerateFiles(_folder[name]).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    private sealed class At(int samples, Action act) : IProgress<EmbedProgress>
    {
        public void Report(EmbedProgress value)
        {
            if (value.Done >= samples) act();
        }
    }
}
