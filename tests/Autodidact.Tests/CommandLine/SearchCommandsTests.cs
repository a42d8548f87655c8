using System.Text.Json;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>index</c>, <c>search</c>, <c>duplicates</c> and <c>neighbours</c> take, print and leave.</summary>
public sealed class SearchCommandsTests : IDisposable
{
    private const string Data = "shapes:count=80,size=16";

    private readonly TemporaryFolder _folder = new();

    public SearchCommandsTests()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        encoder.Save(_folder["pictures"]);
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions texts = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        using Encoder reader = new(texts.Create(), texts, TextPreprocessing.Of(tokenizer, 32));
        reader.Save(_folder["texts"]);
        File.WriteAllBytes(_folder["query.png"], ImageFiles.EncodePng(DataSources.Open(Data).Read(5)));
        File.WriteAllLines(_folder["texts.txt"], ["the green frog", "one tall heron", "wet stones", "still ponds", "the green frog"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_search_makes_the_index_and_says_so_and_the_next_one_finds_it()
    {
        CliResult first = (await Cli.RunAsync(_folder, "search", "pictures", "--data", Data, "--query", "query.png", "--k", "3", "--json")).MustExit(0);
        Assert.Contains("no index", first.Error, StringComparison.Ordinal);
        JsonElement[] results = [.. first.Json.GetProperty("results").EnumerateArray()];
        Assert.Equal(3, results.Length);
        Assert.Equal((DataSources.Open(Data).Id(5), 1.0), (results[0].GetProperty("id").GetString(), Math.Round(results[0].GetProperty("score").GetDouble(), 3)));
        CliResult second = (await Cli.RunAsync(_folder, "search", "pictures", "--query", $"id:{results[1].GetProperty("id")}", "--k", "2", "--json")).MustExit(0);
        Assert.DoesNotContain("no index", second.Error, StringComparison.Ordinal);
        Assert.Equal(results[1].GetProperty("id").GetString(), second.Json.GetProperty("results")[0].GetProperty("id").GetString());
        string name = results[0].GetProperty("fields").GetProperty("class").GetString()!;
        foreach (string file in (string[])["found.csv", "found.jsonl", "found.html"])
            (await Cli.RunAsync(_folder, "search", "pictures", "--query", "query.png", "--filter", $"class={name}", "--out", file)).MustExit(0);
        Assert.All(File.ReadLines(_folder["found.csv"]).Skip(1), line => Assert.EndsWith(name, line, StringComparison.Ordinal));
        Assert.Contains("data:image/jpeg", File.ReadAllText(_folder["found.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_is_made_added_to_and_taken_from()
    {
        CliResult made = (await Cli.RunAsync(_folder, "index", "pictures", "--data", Data, "--out", "index", "--json")).MustExit(0);
        Assert.Equal((80, 80, "Flat", 1.0), (made.Json.GetProperty("count").GetInt32(), made.Json.GetProperty("added").GetInt32(), made.Json.GetProperty("kind").GetString(), made.Json.GetProperty("recall").GetDouble()));
        string id = DataSources.Open(Data).Id(0);
        Assert.Contains("--add", (await Cli.RunAsync(_folder, "index", "pictures", "--data", Data, "--out", "index")).MustExit(2).Error, StringComparison.Ordinal);
        CliResult taken = (await Cli.RunAsync(_folder, "index", "pictures", "--out", "index", "--remove", id, "nobody", "--json")).MustExit(0);
        Assert.Equal((79, 1), (taken.Json.GetProperty("count").GetInt32(), taken.Json.GetProperty("removed").GetInt32()));
        Assert.Contains("not in the index", taken.Error, StringComparison.Ordinal);
        CliResult added = (await Cli.RunAsync(_folder, "index", "pictures", "--data", Data, "--out", "index", "--add", "--json")).MustExit(0);
        Assert.Equal((80, 80, 79), (added.Json.GetProperty("count").GetInt32(), added.Json.GetProperty("added").GetInt32(), added.Json.GetProperty("replaced").GetInt32()));
        File.WriteAllText(_folder["facts.jsonl"], $"{{\"id\":\"{id}\",\"year\":2019}}\n{{\"id\":\"nobody\",\"year\":2020}}\n");
        Assert.Contains("1 lines", (await Cli.RunAsync(_folder, "index", "pictures", "--out", "index", "--facts", "facts.jsonl")).MustExit(0).Error, StringComparison.Ordinal);
        CliResult found = (await Cli.RunAsync(_folder, "search", "pictures", "--index", "index", "--query", "query.png", "--filter", "year=2019", "--json")).MustExit(0);
        Assert.Equal(id, Assert.Single(found.Json.GetProperty("results").EnumerateArray()).GetProperty("id").GetString());
        // One more than there are cores, so that nobody takes them unasked.
        int threads = Environment.ProcessorCount + 1;
        (await Cli.RunAsync(_folder, "index", "pictures", "--out", "index", "--compact", "--threads", $"{threads}")).MustExit(0);
        Assert.Contains($"\"threads\": {threads}", File.ReadAllText(Path.Combine(_folder["index"], "index.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_searched_by_their_words()
    {
        CliResult found = (await Cli.RunAsync(_folder, "search", "texts", "--data", "texts.txt", "--query", "one tall heron", "--json")).MustExit(0);
        Assert.Equal("texts.txt:2", found.Json.GetProperty("results")[0].GetProperty("id").GetString());
        Assert.Equal("texts.txt:4", (await Cli.RunAsync(_folder, "search", "texts", "--query", "text:still ponds", "--json")).MustExit(0).Json.GetProperty("results")[0].GetProperty("id").GetString());
        CliResult twice = (await Cli.RunAsync(_folder, "duplicates", "texts", "--threshold", "1", "--out", "twice.jsonl", "--json")).MustExit(0);
        JsonElement group = Assert.Single(twice.Json.GetProperty("results").EnumerateArray());
        Assert.Equal(["texts.txt:1", "texts.txt:5"], group.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
        Assert.True(group.GetProperty("exact").GetBoolean());
        Assert.Equal(2, File.ReadLines(_folder["twice.jsonl"]).Count());
        Assert.Contains("the 4 nearest", (await Cli.RunAsync(_folder, "neighbours", "texts", "--rows", "3", "--k", "50")).MustExit(0).Output, StringComparison.Ordinal);      // all others there are
        Assert.Contains("green frog", File.ReadAllText(_folder["neighbours.html"]), StringComparison.Ordinal);
        Assert.Contains("pictures", (await Cli.RunAsync(_folder, "neighbours", "texts", "--out", "sheet.png")).MustExit(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_and_their_neighbours_are_a_sheet()
    {
        CliResult drawn = (await Cli.RunAsync(_folder, "neighbours", "pictures", "--data", Data, "--rows", "4", "--k", "3", "--out", "sheet.png", "--json")).MustExit(0);
        Assert.Equal((4, 3), (drawn.Json.GetProperty("results").GetArrayLength(), drawn.Json.GetProperty("results")[0].GetProperty("nearest").GetArrayLength()));
        Assert.InRange(drawn.Json.GetProperty("same_class").GetDouble(), 0, 1);
        Image sheet = ImageFiles.Decode(File.ReadAllBytes(_folder["sheet.png"]), "sheet");
        Assert.Equal((4 * 66) + 2, sheet.Width);
        Assert.Equal((4 * 66) + 2, sheet.Height);
    }

    [Fact]
    public async Task An_index_of_another_encoder_or_of_other_data_is_refused()
    {
        (await Cli.RunAsync(_folder, "index", "pictures", "--data", Data, "--out", "index")).MustExit(0);
        using (Encoder other = CardTests.Small(seed: 2)) other.Save(_folder["other"]);
        Assert.Contains("another encoder", (await Cli.RunAsync(_folder, "search", "other", "--index", "index", "--query", "query.png")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("--out FOLDER", (await Cli.RunAsync(_folder, "search", "pictures", "--index", "index", "--query", "query.png", "--data", "shapes:count=30,size=16")).MustExit(2).Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder["index"], "samples-1.jsonl"), "{}");
        Assert.Contains("damaged", (await Cli.RunAsync(_folder, "search", "pictures", "--index", "index", "--query", "query.png")).MustExit(1).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search pictures --query missing.jpg --k 0 --out found.txt --filter class", "missing.jpg k .csv name=value")]
    [InlineData("search pictures --query text:cat", "text 'image'")]
    [InlineData("search nowhere --device tpu", "nowhere query tpu")]
    [InlineData("index pictures --kind hnwp --recall 2 --add --replace --facts nothing", "hnsw recall --replace nothing")]
    [InlineData("duplicates nowhere --threshold 2 --out x.png", "nowhere threshold .html")]
    [InlineData("neighbours nowhere --rows 0 --out x.txt", "nowhere rows .png")]
    public async Task They_name_all_that_is_wrong_at_once(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.Empty(wrong.Output);
    }
}
