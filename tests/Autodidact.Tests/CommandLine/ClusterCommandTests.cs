using System.Text.Json;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact cluster</c> takes, prints and leaves.</summary>
public sealed class ClusterCommandTests : IDisposable
{
    private const string Shapes = "shapes:count=90,size=16";

    private readonly TemporaryFolder _folder = new();

    public ClusterCommandTests()
    {
        BackboneOptions pictures = new ResNet18Options { Width = 4 }.Resolve(16);
        using Encoder viewer = new(pictures.Create(), pictures, new ImagePreprocessing { Size = 16 });
        viewer.Save(_folder["pictures"]);
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions texts = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        using Encoder reader = new(texts.Create(), texts, TextPreprocessing.Of(tokenizer, 32));
        reader.Save(_folder["texts"]);
        File.WriteAllLines(_folder["texts.txt"], Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? $"the green frog jumps over {i} wet stones" : $"one tall heron stands near pond {i}"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_sample_has_a_cluster_and_classes_stand_beside_them()
    {
        CliResult result = (await Cli.RunAsync(_folder, "cluster", "pictures", "--data", Shapes, "--k", "6", "--out", "tables/clusters.csv", "--json")).MustExit(0);
        JsonElement json = result.Json;
        Assert.Equal((6, false, "tables/clusters.csv"), (json.GetProperty("k").GetInt32(), json.GetProperty("suggested").GetBoolean(), json.GetProperty("file").GetString()));
        int[] sizes = [.. json.GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetProperty("size").GetInt32())];
        Assert.Equal(90, sizes.Sum());
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(["acc", "nmi", "ari"], json.GetProperty("agreement").EnumerateArray().Select(figure => figure.GetProperty("metric").GetString()));
        JsonElement first = json.GetProperty("results")[0];
        string[] lines = File.ReadAllLines(_folder["tables/clusters.csv"]);
        Assert.Equal((91, "id,cluster,similarity,class"), (lines.Length, lines[0]));
        Assert.StartsWith($"{first.GetProperty("id").GetString()},{first.GetProperty("cluster").GetInt32()},", lines[1], StringComparison.Ordinal);
        // The same seed, the same bytes.
        (await Cli.RunAsync(_folder, "cluster", "pictures", "--data", Shapes, "--k", "6", "--out", "again.csv")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(_folder["tables/clusters.csv"]), File.ReadAllBytes(_folder["again.csv"]));
    }

    [Fact]
    public async Task A_number_is_suggested_and_the_page_shows_why()
    {
        CliResult result = (await Cli.RunAsync(_folder, "cluster", "pictures", "--data", Shapes, "--set", "most_k=8", "--out", "clusters.html")).MustExit(0);
        Assert.Contains("suggested", result.Output, StringComparison.Ordinal);
        string page = File.ReadAllText(_folder["clusters.html"]);
        Assert.Contains("Silhouette and stability", page, StringComparison.Ordinal);
        Assert.Contains("data:image/jpeg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_clustered_as_pictures_are()
    {
        CliResult result = (await Cli.RunAsync(_folder, "cluster", "texts", "--data", "texts.txt", "--out", "texts.jsonl", "--json")).MustExit(0);
        Assert.True(result.Json.GetProperty("suggested").GetBoolean());
        Assert.NotEqual(0, result.Json.GetProperty("curve").GetArrayLength());
        string[] lines = File.ReadAllLines(_folder["texts.jsonl"]);
        Assert.Equal(24, lines.Length);
        Assert.Equal("texts.txt:1", JsonDocument.Parse(lines[0]).RootElement.GetProperty("id").GetString());
        (await Cli.RunAsync(_folder, "cluster", "texts", "--data", "texts.txt", "--k", "2", "--out", "texts.html")).MustExit(0);
        Assert.Contains("green frog", File.ReadAllText(_folder["texts.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_once()
    {
        CliResult result = (await Cli.RunAsync(_folder, "cluster", "pictures", "--data", "nowhere", "--k", "0", "--out", "clusters.png")).MustExit(2);
        foreach (string said in (string[])["nowhere", "k = 0", "clusters.png", ".csv, .jsonl, .html"]) Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Contains("more than there are samples (90)", (await Cli.RunAsync(_folder, "cluster", "pictures", "--data", Shapes, "--k", "91")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("Unknown kind", (await Cli.RunAsync(_folder, "cluster", "texts", "--data", Shapes, "--k", "2")).MustExit(2).Error, StringComparison.Ordinal);
    }
}
