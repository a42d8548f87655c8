using System.Text.Json;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Commands that need no data: the demonstration and the measurements of speed, made small.</summary>
public sealed class DemoAndBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_goes_from_nothing_to_a_measured_encoder()
    {
        CliResult demo = await Cli.RunAsync(_folder, "demo", "--data", "shapes:count=300,test=100,size=16", "--steps", "4", "--batch", "32", "--set", "backbone.width=4", "--out", "demo", "--json");
        JsonElement[] results = [.. demo.MustExit(0).Json.GetProperty("results").EnumerateArray()];
        Assert.Equal(["encoder", "random-init", "raw-input"], results.Select(row => row.GetProperty("features").GetString()).Distinct().Order());
        Assert.Equal(["knn", "linear"], results.Select(row => row.GetProperty("evaluation").GetString()).Distinct().Order());
        Assert.Contains("demo", demo.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["demo/encoder/encoder.safetensors"]));
    }

    [Theory]
    [InlineData("bench step --backbone resnet18 --set backbone.width=4 --image-size 16 --batch 16 --json", "images_per_second precision peak_memory")]
    [InlineData("bench step --deterministic --threads 1 --chunks 4 --set backbone.width=4 --image-size 16 --batch 16 --steps 1 --json", "images_per_second peak_memory")]
    [InlineData("bench views --data shapes:count=50 --seconds 1 --json", "images_per_second_per_core")]
    [InlineData("bench train --data shapes:count=200,size=16 --batch 32 --set backbone.width=4 --steps 8 --json", "images_per_second data_wait peak_memory")]
    public async Task Bench_prints_the_promised_fields(string line, string fields)
    {
        JsonElement result = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(0).Json;
        Assert.All(fields.Split(' '), field => Assert.True(result.TryGetProperty(field, out _), $"{field} is missing in {result}"));
    }
}
