using System.Security.Cryptography;
using System.Text.Json;
using Autodidact.Embeddings;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Engine;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

public sealed class EmbedTests : IDisposable
{
    private static readonly string[] s_data = ["--data", "shapes:count=600,size=16", "--batch", "8", "--shard-size", "40", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public EmbedTests()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        encoder.Save(_folder["encoder"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public async Task A_job_that_was_ended_goes_on_and_ends_in_the_bytes_of_one_that_was_not(string signal, int status)
    {
        CliResult whole = (await Cli.RunAsync(_folder, Arguments("whole/f.npy", "--json"))).MustExit(0);
        Assert.Equal((600, 15, 0), (whole.Json.GetProperty("count").GetInt32(), whole.Json.GetProperty("shards").GetInt32(), whole.Json.GetProperty("kept").GetInt32()));

        const int attempts = 10;
        for (int attempt = 1; ; attempt++)
        {
            Assert.True(attempt <= attempts, $"not one of {attempts} signals came before the work was done");
            string name = $"ended{attempt}";
            using Cli life = Cli.Start(_folder, Arguments($"{name}/f.npy"));
            await life.UntilAsync(() => File.Exists(_folder[$"{name}/f-00002-of-00015.npy"]));
            life.Signal(signal);
            if ((await life.EndAsync()).ExitCode == 0) continue;
            Assert.Equal(status, (await life.EndAsync()).ExitCode);
            int kept = (await Cli.RunAsync(_folder, Arguments($"{name}/f.npy", "--json"))).MustExit(0).Json.GetProperty("kept").GetInt32();
            Assert.InRange(kept, 2, 14);
            Assert.Equal(Contents("whole"), Contents(name));
            return;
        }
    }

    [Fact]
    public async Task Lines_say_id_class_and_numbers_and_other_data_are_refused()
    {
        CliResult result = (await Cli.RunAsync(_folder, Arguments("f.jsonl"))).MustExit(0);
        Assert.Contains("15 shards", result.Output, StringComparison.Ordinal);
        using JsonDocument line = JsonDocument.Parse(File.ReadLines(_folder["f-00000-of-00015.jsonl"]).First());
        Assert.Equal(["id", "label", "class", "embedding"], line.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(600, EmbeddingFile.Open(_folder["f.jsonl"]).Count);

        CliResult refused = (await Cli.RunAsync(_folder, ["embed", "encoder", "--data", "shapes:count=500,size=16", "--batch", "8", "--shard-size", "50", "--out", "f.jsonl"])).MustExit(2);
        Assert.Contains("600 samples", refused.Error, StringComparison.Ordinal);
        Assert.Contains("shards of 40", refused.Error, StringComparison.Ordinal);
        Assert.Contains("shard_size", (await Cli.RunAsync(_folder, "embed", "encoder", "--data", "shapes", "--shard-size", "0", "--out", "g.npy")).MustExit(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kernels_of_every_kind_of_processor_give_the_same_features()
    {
        ResNet18Options options = new() { Width = 24, Stem = ResNetStem.ImageNet };
        using (Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 37 }))
        {
            FoldedConvolutionTests.Move(encoder.Backbone);
            encoder.Save(_folder["wide"]);
        }
        float[][] features = await Task.WhenAll(new[] { "avx2", "composed", "" }.Select(async kind =>
        {
            using Cli run = Cli.Start(_folder, new Dictionary<string, string> { ["AUTODIDACT_CONVOLUTIONS"] = kind }, "embed", "wide", "--data", "shapes:count=20,size=40", "--out", $"{kind}features.npy");
            (await run.EndAsync()).MustExit(0);
            return EmbeddingFile.Open(_folder[$"{kind}features.npy"]).Read().Values;
        }));
        float largest = features[0].Max();
        Assert.All(features[0].Zip(features[1]).Concat(features[0].Zip(features[2])), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * largest));
    }

    private static string[] Arguments(string path, params string[] more) => ["embed", "encoder", .. s_data, "--out", path, .. more];

    private string Contents(string name) => string.Join('\n', Directory.EnumerateFiles(_folder[name]).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
