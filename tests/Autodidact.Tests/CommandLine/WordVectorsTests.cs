using System.Text.Json;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Word vectors on the command line: learned, stopped, measured, looked at.</summary>
public sealed class WordVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WordVectorsTests() => File.WriteAllLines(_folder["texts.txt"], TextFile.TwoTopics(400));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Vectors_are_learned_measured_and_looked_at()
    {
        CliResult learned = (await Learn("v", "--epochs", "10", "--cbow", "--json")).MustExit(0);
        JsonElement information = learned.Json.GetProperty("information");
        Assert.Equal(("v", "finished", 20, 16, 400, 4800), (learned.Json.GetProperty("vectors").GetString(), information.GetProperty("state").GetString(), information.GetProperty("vocabulary").GetInt32(),
            information.GetProperty("dimension").GetInt32(), information.GetProperty("documents").GetInt32(), information.GetProperty("words").GetInt32()));
        Assert.Contains("passes over", (await Learn("w", "--epochs", "10", "--cbow")).MustExit(0).Output, StringComparison.Ordinal);
        Assert.Equal(["recipe.yaml", "vectors.safetensors", "vectors.txt", "vocabulary.tsv", "word2vec.json"], Directory.EnumerateFiles(_folder["v"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(_folder["v/vectors.safetensors"]), File.ReadAllBytes(_folder["w/vectors.safetensors"]));

        // The recipe makes the same once more.
        (await Cli.RunAsync(_folder, "word2vec", "--config", "v/recipe.yaml", "--out", "x")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(_folder["v/vectors.txt"]), File.ReadAllBytes(_folder["x/vectors.txt"]));

        File.WriteAllText(_folder["pairs.tsv"], "a0\ta1\t9\na2\ta3\t8\na4\tb1\t2\nB2\ta5\t1\nb2\tnone\t1\n");
        JsonElement card = (await Cli.RunAsync(_folder, "words", "evaluate", "v", "--data", "pairs.tsv", "--json")).MustExit(0).Json;
        JsonElement row = card.GetProperty("similarity")[0];
        Assert.Equal((5, 4), (row.GetProperty("pairs").GetInt32(), row.GetProperty("covered").GetInt32()));
        Assert.True(row.GetProperty("spearman").GetDouble() > 0.5);
        Assert.Contains("4 of 5", (await Cli.RunAsync(_folder, "words", "evaluate", "v/vectors.txt", "--data", "pairs.tsv")).MustExit(0).Output, StringComparison.Ordinal);

        JsonElement near = (await Cli.RunAsync(_folder, "words", "nearest", "v", "a3", "B4", "--count", "3", "--json")).MustExit(0).Json.GetProperty("words");
        Assert.Equal(2, near.GetArrayLength());
        Assert.All(near.EnumerateArray(), word => Assert.All(word.GetProperty("neighbours").EnumerateArray(), other => Assert.Equal(word.GetProperty("word").GetString()![0], other.GetProperty("word").GetString()![0])));
    }

    [Fact]
    public async Task Who_is_stopped_saves_what_is_learned()
    {
        // The signal may come before there is anything to save; then another one is stopped, later.
        for (int attempt = 1; !Directory.Exists(_folder["stopped"]); attempt++)
        {
            Assert.True(attempt < 6, "nothing was saved");
            using Cli run = Cli.Start(_folder, "word2vec", "--data", "texts.txt", "--out", "stopped", "--dimension", "16", "--epochs", "1000000", "--json");
            await Task.Delay(TimeSpan.FromSeconds(2 * attempt));
            run.Signal("INT");
            CliResult end = await run.EndAsync();
            end.MustExit(130);
            if (Directory.Exists(_folder["stopped"])) Assert.Equal("interrupted", end.Json.GetProperty("information").GetProperty("state").GetString());
        }
        Assert.Equal(["stopped"], Directory.EnumerateDirectories(_folder.Path).Select(Path.GetFileName));
        (await Cli.RunAsync(_folder, "words", "nearest", "stopped", "a0")).MustExit(0);
    }

    [Theory]
    [InlineData("word2vec --data missing.txt --out texts.txt --dimension 0 --windw 3 --set negativs=4 --epochs many", "missing.txt already dimension '--window' negatives epochs")]
    [InlineData("word2vec --data texts.txt --out texts.txt", "out texts.txt already")]
    [InlineData("word2vec --out v", "data")]
    [InlineData("word2vec --data texts.txt --out v --min-count 100000", "min_count 100000")]
    [InlineData("words evaluate nowhere --data missing", "nowhere missing")]
    [InlineData("words nearest nowhere a", "nowhere")]
    [InlineData("words nearest texts.txt a --count 0", "--count")]
    public async Task Wrong_usage_ends_with_status_two_names_all_and_writes_nothing(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
        Assert.Empty(wrong.Output);
        Assert.Equal(["texts.txt"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Broken_vectors_and_unknown_words_end_in_a_sentence()
    {
        File.WriteAllText(_folder["v.txt"], "2 2\nhouse 1 2\nmouse 1 x\n");
        Assert.Contains("line 3", (await Cli.RunAsync(_folder, "words", "nearest", "v.txt", "house")).MustExit(1).Error, StringComparison.Ordinal);
        File.WriteAllText(_folder["v.txt"], "2 2\nhouse 1 2\nmouse 1 3\n");
        Assert.Contains("did you mean 'house'", (await Cli.RunAsync(_folder, "words", "nearest", "v.txt", "hause")).MustExit(2).Error, StringComparison.Ordinal);
    }

    private Task<CliResult> Learn(string folder, params string[] more) =>
        Cli.RunAsync(_folder, ["word2vec", "--data", "texts.txt", "--out", folder, "--dimension", "16", "--sample", "0", "--threads", "1", "--set", "learning_rate=0.1", .. more]);
}
