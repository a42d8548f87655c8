using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Data.Loading;

/// <summary>Texts of about one length go together, and nobody who reads features notices.</summary>
public sealed class TokenInputsTests : IDisposable
{
    private const int Count = 150, Batch = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly TextSource _texts;

    public TokenInputsTests()
    {
        Random random = new(2);
        File.WriteAllLines(_folder["texts.txt"], Enumerable.Range(0, Count).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => $"{(char)('a' + random.Next(9))}"))));
        _texts = TextSources.Open(_folder["texts.txt"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Measured_batches_hold_texts_of_about_one_length()
    {
        using Encoder encoder = SmallTexts.Encoder(_texts);
        using TensorScope scope = new();
        TextPreprocessing preprocessing = (TextPreprocessing)encoder.Preprocessing;
        (int[] Samples, long Columns)[] batches = [.. preprocessing.Inputs(_texts, new() { Batch = Batch }).Batches().Select(Of)];
        Assert.Equal(Enumerable.Range(0, Count), batches.SelectMany(batch => batch.Samples).Order());
        // Each stretch of 16 batches holds its own texts, the longest first.
        foreach ((int[] Samples, long Columns)[] stretch in batches.Chunk(16))
        {
            Assert.Equal(stretch.Select(batch => batch.Columns).OrderDescending(), stretch.Select(batch => batch.Columns));
            Assert.Equal(stretch.SelectMany(batch => batch.Samples).Max() - stretch.SelectMany(batch => batch.Samples).Min() + 1, stretch.Sum(batch => batch.Samples.Length));
        }
        int LengthOf(int i) => preprocessing.Cutter.Encode(_texts.Read(i).Text).Count;
        long least = Enumerable.Range(0, Count).Sum(LengthOf), asTheyCome = Enumerable.Range(0, Count).Chunk(Batch).Sum(batch => batch.Max(LengthOf) * batch.Length);
        Assert.InRange(batches.Sum(batch => batch.Columns * batch.Samples.Length), least, least + ((asTheyCome - least) / 4));
    }

    [Fact]
    public void Batches_to_learn_from_come_in_a_random_order_that_seed_and_pass_decide()
    {
        using Encoder encoder = SmallTexts.Encoder(_texts);
        using TensorScope scope = new();
        (int[] Samples, long Columns)[] Pass(ulong seed, int epoch) =>
            [.. ((TextPreprocessing)encoder.Preprocessing).Shuffled(_texts, new() { Batch = Batch }, new DrawKey(seed, epoch, 0, 0)).Batches().Select(Of)];
        (int[] Samples, long Columns)[] first = Pass(1, 0);
        Assert.Equal(Enumerable.Range(0, Count), first.SelectMany(batch => batch.Samples).Order());
        Assert.All(first.Chunk(4), four => Assert.InRange(four.SelectMany(batch => batch.Samples).Max() - four.SelectMany(batch => batch.Samples).Min(), 0, 15));
        Assert.Equal(first.SelectMany(batch => batch.Samples), Pass(1, 0).SelectMany(batch => batch.Samples));
        Assert.NotEqual(first.SelectMany(batch => batch.Samples), Pass(2, 0).SelectMany(batch => batch.Samples));
        Assert.NotEqual(first.SelectMany(batch => batch.Samples), Pass(1, 1).SelectMany(batch => batch.Samples));
        // The longest of four comes first in a quarter of them, as chance has it.
        Assert.InRange(first.Chunk(4).Count(four => four[0].Columns == four.Max(batch => batch.Columns)), 1, 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Features_come_in_the_order_of_the_source_and_are_those_of_each_text_alone(int processes)
    {
        // A text that cannot be read any more leaves a batch of the others with one row less.
        TextSource texts = TextSources.Open(_folder["texts.txt"]);
        using Encoder encoder = SmallTexts.Encoder(texts);
        using TensorScope scope = new();
        float[][] alone = [.. FeatureReader.Of(encoder, texts, new() { Batch = 1 }).Batches().Select(batch => batch.Values)];
        string[] lines = File.ReadAllLines(_folder["texts.txt"]);
        lines[^2] = new string('\0', lines[^2].Length);
        File.WriteAllLines(_folder["texts.txt"], lines);
        int[] good = [.. Enumerable.Range(0, Count).Where(i => i != Count - 2)];

        Assert.All(Worlds.Run(processes, _ => Read()), rank =>
        {
            Assert.Equal(good, rank.Samples);
            Assert.Equal([Count - 2], rank.Skipped);
            for (int i = 0; i < good.Length; i++)
                for (int j = 0; j < encoder.FeatureSize; j++) Assert.Equal(alone[good[i]][j], rank.Values[(i * encoder.FeatureSize) + j], 1e-4f);
        });

        (int[] Samples, float[] Values, int[] Skipped) Read()
        {
            FeatureReader reader = FeatureReader.Of(encoder, texts, new() { Batch = Batch });
            FeatureBatch[] batches = [.. reader.Batches()];
            return ([.. batches.SelectMany(batch => batch.Samples)], [.. batches.SelectMany(batch => batch.Values)], [.. reader.Skipped.Select(bad => bad.Index)]);
        }
    }

    private static (int[] Samples, long Columns) Of(IInputBatch batch)
    {
        using (batch) return ([.. batch.Samples], batch.Inputs.Size(1));
    }
}
