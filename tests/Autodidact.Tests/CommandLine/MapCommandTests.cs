using System.Text.Json;
using System.Xml.Linq;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact map</c> and <c>autodidact ica</c> take, print and leave.</summary>
public sealed class MapCommandTests : IDisposable
{
    private const string Shapes = "shapes:count=90,size=16";

    private readonly TemporaryFolder _folder = new();

    public MapCommandTests()
    {
        BackboneOptions pictures = new ResNet18Options { Width = 4 }.Resolve(16);
        using Encoder viewer = new(pictures.Create(), pictures, new ImagePreprocessing { Size = 16 });
        viewer.Save(_folder["pictures"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_sample_has_a_place_and_the_same_seed_gives_the_same_bytes()
    {
        CliResult result = (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--out", "tables/map.csv", "--threads", "1", "--json")).MustExit(0);
        JsonElement json = result.Json;
        Assert.Equal(("umap", "tables/map.csv", 15, 90), (json.GetProperty("method").GetString()!.ToLowerInvariant(), json.GetProperty("file").GetString(), json.GetProperty("judged").GetInt32(), json.GetProperty("judged_samples").GetInt32()));
        Assert.InRange(json.GetProperty("trustworthiness").GetDouble(), 0.6, 1);
        Assert.InRange(json.GetProperty("continuity").GetDouble(), 0.6, 1);
        Assert.Equal(90, json.GetProperty("results").GetArrayLength());
        Assert.All(new[] { "id", "x", "y", "class" }, name => Assert.True(json.GetProperty("results")[0].TryGetProperty(name, out _), name));
        string[] lines = File.ReadAllLines(_folder["tables/map.csv"]);
        Assert.Equal((91, "id,x,y,class"), (lines.Length, lines[0]));
        (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--out", "again.csv", "--threads", "1")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(_folder["tables/map.csv"]), File.ReadAllBytes(_folder["again.csv"]));
    }

    [Fact]
    public async Task Pictures_and_pages_show_the_points()
    {
        CliResult result = (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--method", "pca", "--out", "map.svg")).MustExit(0);
        Assert.Contains("of the variance", result.Output, StringComparison.Ordinal);
        Assert.True(XDocument.Load(_folder["map.svg"]).Descendants().Count(element => element.Name.LocalName == "circle") >= 90);
        (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--method", "tsne", "--perplexity", "10", "--limit", "60", "--out", "map.html")).MustExit(0);
        string page = File.ReadAllText(_folder["map.html"]);
        Assert.Contains("t-SNE", page, StringComparison.Ordinal);
        Assert.Contains("trustworthiness", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_samples_have_a_map_and_what_is_missing_is_said()
    {
        CliResult result = (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--limit", "9", "--out", "few.jsonl", "--json")).MustExit(0);
        Assert.Equal(2, result.Json.GetProperty("notes").GetArrayLength());
        Assert.Contains("not 15", result.Error, StringComparison.Ordinal);
        CliResult one = (await Cli.RunAsync(_folder, "map", "pictures", "--data", Shapes, "--limit", "1", "--method", "tsne", "--json")).MustExit(0);
        Assert.False(one.Json.TryGetProperty("trustworthiness", out _));
        Assert.Contains("no trustworthiness", one.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_have_figures_and_samples()
    {
        CliResult result = (await Cli.RunAsync(_folder, "ica", "pictures", "--data", Shapes, "--components", "3", "--out", "ica.csv", "--json")).MustExit(0);
        JsonElement components = result.Json.GetProperty("components");
        Assert.Equal((3, 90), (components.GetArrayLength(), result.Json.GetProperty("count").GetInt32()));
        Assert.All(new[] { "component", "kurtosis", "skewness", "negentropy", "typical" }, name => Assert.True(components[0].TryGetProperty(name, out _), name));
        double[] activations = [.. components[0].GetProperty("typical").EnumerateArray().Select(sample => sample.GetProperty("activation").GetDouble())];
        Assert.Equal(12, activations.Length);
        Assert.Equal(activations.OrderDescending(), activations);
        Assert.Equal("id,class,component_0,component_1,component_2", File.ReadLines(_folder["ica.csv"]).First());
        (await Cli.RunAsync(_folder, "ica", "pictures", "--data", Shapes, "--components", "3", "--out", "ica.html")).MustExit(0);
        Assert.Contains("data:image/jpeg", File.ReadAllText(_folder["ica.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_mapped_as_pictures_are()
    {
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions texts = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        TorchRuntime.Seed(1);
        using (Encoder reader = new(texts.Create(), texts, TextPreprocessing.Of(tokenizer, 32))) reader.Save(_folder["texts"]);
        File.WriteAllLines(_folder["texts.txt"], Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? $"the green frog jumps over {i} wet stones" : $"one tall heron stands near pond {i}"));
        (await Cli.RunAsync(_folder, "map", "texts", "--data", "texts.txt", "--out", "texts.html")).MustExit(0);
        Assert.Contains("green frog", File.ReadAllText(_folder["texts.html"]), StringComparison.Ordinal);
        (await Cli.RunAsync(_folder, "ica", "texts", "--data", "texts.txt", "--components", "2", "--out", "components.html")).MustExit(0);
        Assert.Contains("Component 0", File.ReadAllText(_folder["components.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("map pictures --data nowhere --method umpa --neighbours 1 --out map.png --device tpu", "nowhere umap neighbours map.png .svg tpu")]
    [InlineData("ica missing --data nowhere --components 0 --contrast cub --out ica.txt", "missing components cube ica.txt")]
    public async Task What_is_wrong_is_said_at_once(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.Empty(wrong.Output);
    }
}
