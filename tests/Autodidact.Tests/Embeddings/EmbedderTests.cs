using System.Text.Json;
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
    public async Task Both_formats_hold_the_same_rows_and_ids()
    {
        EmbedResult numpy = await Embedder.WriteAsync(_encoder, _source, _folder["f.npy"], new LoaderOptions { Batch = 10 });
        EmbedResult tensors = await Embedder.WriteAsync(_encoder, _source, _folder["f.safetensors"], new LoaderOptions { Batch = 16 });
        Assert.Equal((37, _encoder.FeatureSize, 0), (numpy.Count, numpy.Dimension, numpy.Skipped));
        Assert.Equal([_folder["f.npy"], _folder["f.ids.jsonl"]], numpy.Files);

        NumpyArray array = NumpyFile.Read(_folder["f.npy"]);
        using SafetensorsFile file = SafetensorsFile.Open(Assert.Single(tensors.Files));
        Assert.Equal([37, _encoder.FeatureSize], array.Shape);
        Assert.Equal(array.Shape, file.Entry("features").Shape);
        float[] expected = array.Values<float>().ToArray();
        float[] actual = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(file.Bytes("features")).ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 4)); // Batches of other sizes round otherwise.

        string[] lines = await File.ReadAllLinesAsync(_folder["f.ids.jsonl"]);
        Assert.Equal(37, lines.Length);
        Assert.Equal(Enumerable.Range(0, 37).Select(_source.Id), Ids(file));
        using JsonDocument line = JsonDocument.Parse(lines[5]);
        Assert.Equal(_source.Id(5), line.RootElement.GetProperty("id").GetString());
        Assert.Equal(_source.Classes![_source.Label(5)!.Value], line.RootElement.GetProperty("class").GetString());
        Assert.Equal(_source.Label(5), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(file.Bytes("labels"))[5]);
        Assert.Equal("resnet18", file.Metadata["backbone"]);
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

    private static List<string> Ids(SafetensorsFile file)
    {
        List<string> ids = [];
        int at = 0;
        foreach (int length in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(file.Bytes("id_lengths")))
        {
            ids.Add(System.Text.Encoding.UTF8.GetString(file.Bytes("id_bytes").Slice(at, length)));
            at += length;
        }

        return ids;
    }
}
