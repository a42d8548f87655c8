using System.Text.Json;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact attention</c> takes, prints and leaves.</summary>
public sealed class AttentionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AttentionCommandTests()
    {
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions texts = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        using Encoder reader = new(texts.Create(), texts, TextPreprocessing.Of(tokenizer, 32), new Provenance { Method = "bert", Steps = 7 });
        reader.Save(_folder["texts"]);
        BackboneOptions pictures = new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 4 }.Resolve(16);
        using Encoder viewer = new(pictures.Create(), pictures, new ImagePreprocessing { Size = 16 });
        viewer.Save(_folder["pictures"]);
        File.WriteAllBytes(_folder["grey.png"], ImageFiles.EncodePng(new Image(16, 16, 1, new byte[256])));
        File.WriteAllLines(_folder["texts.txt"], ["the green frog", "", "a heron", "one tall heron stands near still ponds and the green frog jumps over wet stones"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_text_becomes_a_page_and_one_object()
    {
        CliResult result = (await Cli.RunAsync(_folder, "attention", "texts", "the frog jumps", "frog.txt", "--json")).MustExit(0);
        Assert.Equal(("attention.html", 2, 2), (result.Json.GetProperty("file").GetString(), result.Json.GetProperty("layers").GetInt32(), result.Json.GetProperty("heads").GetInt32()));
        Assert.False(result.Json.TryGetProperty("pictures", out _));
        JsonElement text = result.Json.GetProperty("texts")[0];
        string?[] tokens = [.. text.GetProperty("tokens").EnumerateArray().Select(token => token.GetString())];
        Assert.Equal(("[CLS]", "[SEP]", 0), (tokens[0], tokens[^1], text.GetProperty("left_out").GetInt32()));
        Assert.Equal(1, text.GetProperty("rollout").EnumerateArray().Sum(share => share.GetDouble()), 4);
        Assert.Equal(tokens.Length, text.GetProperty("rollout").GetArrayLength());
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], text.GetProperty("figures").EnumerateArray().Select(head => (head.GetProperty("layer").GetInt32(), head.GetProperty("head").GetInt32())));
        Assert.Contains("no file 'frog.txt'", result.Error, StringComparison.Ordinal);
        Assert.Contains("bert in 7 steps", File.ReadAllText(_folder["attention.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_gives_its_first_texts_and_long_ones_are_cut()
    {
        CliResult result = (await Cli.RunAsync(_folder, "attention", "texts", "texts.txt", "--limit", "3", "--tokens", "8", "--out", "pages/some.html", "--json")).MustExit(0);
        int[] counts = [.. result.Json.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("tokens").GetArrayLength())];
        Assert.True(counts[1] < 8 && counts[2] == 8, string.Join(' ', counts));
        Assert.Equal(["texts.txt:1", "texts.txt:3", "texts.txt:4"], result.Json.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("text").GetString()));
        Assert.Contains("texts.txt:4 is longer than the 8 tokens", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllText(_folder["pages/some.html"]).Split("<section").Length - 1);
        Assert.Single((await Cli.RunAsync(_folder, "attention", "texts", "text:texts.txt", "--json")).MustExit(0).Json.GetProperty("texts").EnumerateArray());
    }

    [Fact]
    public async Task Pictures_become_a_sheet()
    {
        CliResult result = (await Cli.RunAsync(_folder, "attention", "pictures", "grey.png", "--json")).MustExit(0);
        Assert.Equal(("attention.png", 1), (result.Json.GetProperty("file").GetString(), result.Json.GetProperty("pictures").GetInt32()));
        Assert.False(result.Json.TryGetProperty("texts", out _));
        Assert.True(File.Exists(_folder["attention.png"]));
    }

    [Theory]
    [InlineData("attention texts grey.png --out page.png --limit 0 --tokens 2000", "grey.png page.png .html limit tokens")]
    [InlineData("attention pictures missing.jpg --out page.html --limit 2 --tokens 20", "missing.jpg .png limit tokens texts")]
    [InlineData("attention nowhere grey.png", "nowhere")]
    public async Task It_names_all_that_is_wrong_at_once(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.Empty(wrong.Output);
    }

    [Fact]
    public async Task A_text_without_words_is_refused()
    {
        Assert.Contains("empty text", (await Cli.RunAsync(_folder, "attention", "texts", " ")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.Contains("Text 2", (await Cli.RunAsync(_folder, "attention", "texts", "frog", "\u200b")).MustExit(2).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["attention.html"]));
    }
}
