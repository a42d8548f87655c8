using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Embeddings;
using Autodidact.Embeddings.Generators;
using Autodidact.Models;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Microsoft.Extensions.AI;
using Xunit;

namespace Autodidact.Tests.Embeddings;

#pragma warning disable CA1859 // The interfaces are what is tested.

public sealed class GeneratorTests : IDisposable
{
    private const int Count = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly Encoder _pictures = CardTests.Small(seed: 1);
    private readonly DataContent[] _files;

    public GeneratorTests()
    {
        ImageSource source = DataSources.Open($"shapes:count={Count},size=16");
        string folder = Directory.CreateDirectory(_folder["pictures"]).FullName;
        _files = [.. Enumerable.Range(0, Count).Select(i =>
        {
            byte[] file = ImageFiles.EncodePng(source.Read(i));
            File.WriteAllBytes(Path.Combine(folder, $"{i:D2}.png"), file);
            return new DataContent(file, "image/png");
        })];
    }

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pictures_have_the_features_that_embed_writes_however_many_callers_ask_at_once()
    {
        await Embedder.WriteAsync(_pictures, DataSources.Open(_folder["pictures"]), _folder["f.npy"]);
        EmbeddingRows expected = EmbeddingFile.Open(_folder["f.npy"]).Read();
        using IEmbeddingGenerator<DataContent, Embedding<float>> generator = new EncoderEmbeddingGenerator(_pictures, "mine", threads: 2);

        GeneratedEmbeddings<Embedding<float>> all = await generator.GenerateAsync(_files);
        Assert.Equal(Count, all.Count);
        Assert.Equal(Count, all.Usage!.AdditionalCounts!["pictures"]);
        Assert.All(Enumerable.Range(0, Count), i => Same(expected[i].ToArray(), all[i]));
        Assert.All(all, embedding => Assert.Equal("mine", embedding.ModelId));

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (caller, _) =>
        {
            int[] asked = [.. Enumerable.Range(0, 1 + (caller % 4)).Select(j => ((caller * 7) + j) % Count)];
            GeneratedEmbeddings<Embedding<float>> answer = await generator.GenerateAsync(asked.Select(i => _files[i]), cancellationToken: CancellationToken.None);
            Assert.Equal(asked.Length, answer.Count);
            for (int j = 0; j < asked.Length; j++) Same(expected[asked[j]].ToArray(), answer[j]);
        });
        // A data URI holds the same bytes.
        Same(expected[3].ToArray(), (await generator.GenerateAsync([new DataContent(_files[3].Uri)]))[0]);
        Assert.Empty(await generator.GenerateAsync(Array.Empty<DataContent>()));
    }

    [Fact]
    public async Task Texts_have_the_features_that_embed_writes_as_strings_and_as_contents()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(i => string.Join(' ', Enumerable.Range(0, i % 7 + 1).Select(j => $"{(char)('a' + ((i * j) % 9))}")))];
        File.WriteAllLines(_folder["texts.txt"], lines);
        TextSource source = TextSources.Open(_folder["texts.txt"]);
        using Encoder encoder = SmallTexts.Encoder(source);
        await Embedder.WriteAsync(encoder, source, _folder["t.npy"]);
        EmbeddingRows expected = EmbeddingFile.Open(_folder["t.npy"]).Read();
        using EncoderEmbeddingGenerator generator = new(encoder);
        IEmbeddingGenerator<string, Embedding<float>> strings = generator;

        GeneratedEmbeddings<Embedding<float>> all = await strings.GenerateAsync(lines);
        Assert.All(Enumerable.Range(0, lines.Length), i => Same(expected[i].ToArray(), all[i]));
        Tokenizer cutter = ((TextPreprocessing)encoder.Preprocessing).Cutter;
        Assert.Equal(lines.Sum(line => (long)cutter.Encode(line, readSpecial: false).Count), all.Usage!.InputTokenCount);
        Same(expected[4].ToArray(), (await generator.GenerateAsync([new DataContent(System.Text.Encoding.UTF8.GetBytes(lines[4]), "text/plain")]))[0]);
        Same(expected[5].ToArray(), await strings.GenerateAsync(lines[5]));

        Assert.Contains("image/png", (await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(_files))).Message, StringComparison.Ordinal);
        Assert.Contains("Text 1 of 2 is empty", (await Assert.ThrowsAsync<ArgumentException>(() => strings.GenerateAsync(["a", " "]))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([new DataContent(new byte[] { 0xff, 0xfe }, "text/plain")]));
    }

    [Fact]
    public async Task What_cannot_be_answered_is_told_to_the_one_who_asked()
    {
        using EncoderEmbeddingGenerator generator = new(_pictures);
        Assert.Contains("a string is none", (await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(["a cat"]))).Message, StringComparison.Ordinal);
        DataContent broken = new(_files[0].Data[..60], "image/png");
        // Asked together, only the one with the broken picture hears of it.
        Task<GeneratedEmbeddings<Embedding<float>>>[] asked = [.. Enumerable.Range(0, 8).Select(i => generator.GenerateAsync(i == 5 ? [_files[1], broken] : [_files[i]]))];
        for (int i = 0; i < asked.Length; i++)
        {
            if (i != 5) Assert.Single(await asked[i]);
            else Assert.Contains("Sample 1 of 2", (await Assert.ThrowsAsync<DataException>(() => asked[5])).Message, StringComparison.Ordinal);
        }
        Assert.Contains("7 numbers", (await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(_files, new() { Dimensions = 7 }))).Message, StringComparison.Ordinal);
        Assert.Contains("'gpt'", (await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(_files, new() { ModelId = "gpt" }))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(_files, cancellationToken: new(canceled: true)));
    }

    [Fact]
    public async Task It_says_what_it_is_and_ends_once()
    {
        _pictures.Save(_folder["encoder"]);
        EncoderEmbeddingGenerator generator = EncoderEmbeddingGenerator.Open(_folder["encoder"]);
        IEmbeddingGenerator<DataContent, Embedding<float>> contents = generator;
        EmbeddingGeneratorMetadata metadata = contents.GetRequiredService<EmbeddingGeneratorMetadata>();
        Assert.Equal(("autodidact", _pictures.FeatureSize), (metadata.ProviderName, metadata.DefaultModelDimensions));
        Assert.Contains(_pictures.Fingerprint()[..8], metadata.DefaultModelId, StringComparison.Ordinal);
        Assert.Same(generator, contents.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.NotNull(contents.GetService<Encoder>());
        Assert.Null(contents.GetService(typeof(Encoder), "other"));
        Assert.Null(contents.GetService(typeof(string)));
        Task<GeneratedEmbeddings<Embedding<float>>> last = contents.GenerateAsync(_files);
        generator.Dispose();
        generator.Dispose();
        Assert.Equal(Count, (await last).Count);      // what was asked before is answered
        await Assert.ThrowsAsync<ObjectDisposedException>(() => contents.GenerateAsync(_files));
    }

    private static void Same(float[] expected, Embedding<float> actual)
    {
        float[] found = actual.Vector.ToArray();
        Assert.Equal(expected.Length, found.Length);
        double scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, scale)));
    }
}
