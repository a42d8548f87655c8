using System.Text.Json;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact detect</c> takes, prints and leaves.</summary>
public sealed class DetectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DetectCommandTests()
    {
        Save("resnet", new ResNet18Options { Width = 4 }.Resolve(32));
        Save("vit", new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 8 }.Resolve(32));
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions texts = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        using Encoder reader = new(texts.Create(), texts, TextPreprocessing.Of(tokenizer, 32));
        reader.Save(_folder["texts"]);
        // Dark pictures with some texture; what is strange has a bright square in one corner.
        for (int i = 0; i < 80; i++) Write($"parts/train/good/{i:D2}.png", i, bright: false);
        for (int i = 0; i < 30; i++) Write($"parts/test/{(i % 2 == 0 ? "good" : "broken")}/{i:D2}.png", 100 + i, bright: i % 2 == 1);
        for (int i = 0; i < 60; i++) Write($"plain/{i:D2}.png", i, bright: false);
        File.WriteAllLines(_folder["normal.txt"], Enumerable.Range(0, 50).Select(i => $"the green frog jumps over {i} wet stones"));
        File.WriteAllLines(_folder["new.txt"], Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? $"the green frog jumps over {70 + i} wet stones" : $"one tall heron stands near still ponds {i} {i} {i}"));

        void Save(string name, BackboneOptions options)
        {
            using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 32 });
            encoder.Save(_folder[name]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet")]
    [InlineData("vit")]
    public async Task One_command_finds_faults_where_parts_of_the_data_are_named_so(string encoder)
    {
        CliResult result = (await Cli.RunAsync(_folder, "detect", encoder, "--data", "parts", "--method", "patches,knn", "--out", "found.html", "--json")).MustExit(0);
        JsonElement json = result.Json;
        Assert.Equal((61, 19, 0.05), (json.GetProperty("fitted").GetInt32(), json.GetProperty("held_out").GetInt32(), json.GetProperty("false_alarms").GetDouble()));
        Assert.Equal(["good"], json.GetProperty("normal").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(
            ["patches encoder", "knn encoder", "patches random-init", "knn random-init", "patches raw-input", "knn raw-input"],
            json.GetProperty("methods").EnumerateArray().Select(method => $"{method.GetProperty("method").GetString()} {method.GetProperty("features").GetString()}"));
        JsonElement patches = json.GetProperty("methods")[0];
        Assert.Equal(1, patches.GetProperty("auroc").GetProperty("value").GetDouble());
        Assert.Equal(1, patches.GetProperty("found").GetProperty("value").GetDouble());
        JsonElement strangest = json.GetProperty("results")[0];
        Assert.Equal(("broken", true, false), (strangest.GetProperty("class").GetString(), strangest.GetProperty("alarm").GetBoolean(), strangest.GetProperty("is_normal").GetBoolean()));
        Assert.Equal(30, json.GetProperty("results").GetArrayLength());
        string page = File.ReadAllText(_folder["found.html"]);
        Assert.Contains("where", page, StringComparison.Ordinal);
        Assert.True(page.Split("data:image/jpeg").Length - 1 >= 60);
    }

    [Fact]
    public async Task New_data_need_no_labels_and_every_score_has_a_column()
    {
        File.WriteAllBytes(_folder["plain/broken.png"], []);
        CliResult result = (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "plain", "--score", "parts", "--false-alarms", "0.1", "--out", "scores.csv", "--json")).MustExit(0);
        JsonElement json = result.Json;
        Assert.False(json.TryGetProperty("normal", out _));
        Assert.Equal(60, json.GetProperty("fitted").GetInt32() + json.GetProperty("held_out").GetInt32());      // the broken one is in neither
        Assert.Equal(["knn", "mahalanobis", "energy", "patches"], json.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("method").GetString()));
        Assert.All(json.GetProperty("methods").EnumerateArray(), method => Assert.False(method.TryGetProperty("auroc", out _)));
        string[] lines = File.ReadAllLines(_folder["scores.csv"]);
        Assert.Equal((31, "id,score,p_value,alarm,class,normal,knn,mahalanobis,energy,patches"), (lines.Length, lines[0]));
        double[] scores = [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(scores.OrderDescending(), scores);
        (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "plain", "--score", "parts", "--false-alarms", "0.1", "--out", "again.csv")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(_folder["scores.csv"]), File.ReadAllBytes(_folder["again.csv"]));
    }

    [Fact]
    public async Task A_class_can_be_named_as_the_normal_one()
    {
        CliResult result = (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "shapes:count=600,test=40,size=32", "--normal", "circle", "--false-alarms", "0.2", "--method", "knn,energy", "--baselines", "false", "--json")).MustExit(0);
        Assert.Contains("were left out", result.Error, StringComparison.Ordinal);
        Assert.InRange(result.Json.GetProperty("methods")[0].GetProperty("auroc").GetProperty("value").GetDouble(), 0, 1);
        Assert.Equal(2, result.Json.GetProperty("methods").GetArrayLength());
    }

    [Fact]
    public async Task Texts_are_judged_as_pictures_are_but_have_no_parts()
    {
        CliResult result = (await Cli.RunAsync(_folder, "detect", "texts", "--data", "normal.txt", "--score", "new.txt", "--out", "texts.html", "--json")).MustExit(0);
        Assert.Equal(["knn", "mahalanobis", "energy"], result.Json.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("method").GetString()));
        Assert.Contains("heron", File.ReadAllText(_folder["texts.html"]), StringComparison.Ordinal);
        Assert.Contains("says nothing of parts of texts", (await Cli.RunAsync(_folder, "detect", "texts", "--data", "normal.txt", "--score", "new.txt", "--method", "patches")).MustExit(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_once()
    {
        CliResult result = (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "plain", "--score", "nowhere", "--method", "knm", "--out", "x.png")).MustExit(2);
        foreach (string said in (string[])["did you mean 'knn'", ".csv, .jsonl, .html", "score = nowhere"]) Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Contains("name the data to judge with --score", (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "plain")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("takes 99 normal samples", (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "plain", "--score", "parts", "--false-alarms", "0.01")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'good'", (await Cli.RunAsync(_folder, "detect", "resnet", "--data", "parts", "--normal", "god")).MustExit(2).Error, StringComparison.Ordinal);
    }

    private void Write(string path, int seed, bool bright)
    {
        byte[] pixels = new byte[32 * 32];
        Random random = new(seed);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(40 + random.Next(30));
        for (int i = 0; bright && i < 64; i++) pixels[((4 + (i / 8)) * 32) + 20 + (i % 8)] = 250;
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllBytes(_folder[path], ImageFiles.EncodePng(new Image(32, 32, 1, pixels)));
    }
}
