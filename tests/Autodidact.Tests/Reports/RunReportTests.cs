using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Reports;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Autodidact.Training.Diagnosis;
using Xunit;

namespace Autodidact.Tests.Reports;

/// <summary>A report shows what there is of a run, names what there is not, and is the same file every time.</summary>
public sealed class RunReportTests : IDisposable
{
    private const string Shapes = "shapes:count=160,size=16";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_shown_whole()
    {
        RunFolder run = MakeRun();
        SavePictures(run.Encoder);
        ReportResult result = await RunReport.WriteAsync(run.Path, Small with { Measure = true });
        string html = File.ReadAllText(_folder["run/report.html"]);
        PageChecks.IsSelfContained(html);
        Assert.Equal(result.Bytes, new FileInfo(result.File).Length);
        Assert.Equal(["Reconstructions"], result.Missing.Select(missing => missing.Section));
        Assert.Equal(["The run", "Findings", "What it is worth", "Nearest neighbours", "Map", "Clusters", "Which classes are taken for which", "Where it looks", "What the method saw", "Curves", "Recipe"], result.Sections);
        Assert.Contains("dimensional collapse, at step 20", html, StringComparison.Ordinal);
        Assert.Contains("raise the weight of the covariance", html, StringComparison.Ordinal);
        Assert.Contains("made up by a later version", html, StringComparison.Ordinal);
        Assert.Contains("random initialisation", html, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run/evaluation.json"]));
        JsonElement map = PageChecks.Data(html).Single(data => data.TryGetProperty("ids", out _));
        Assert.Equal(40, map.GetProperty("ids").GetArrayLength());
        Assert.Equal(["class", "cluster", "neighbours' vote"], map.GetProperty("colourings").EnumerateArray().Select(colouring => colouring.GetProperty("name").GetString()));
        Assert.Equal(["UMAP", "PCA"], map.GetProperty("layouts").EnumerateArray().Select(layout => layout.GetProperty("name").GetString()));
        Assert.All(map.GetProperty("layouts").EnumerateArray(), layout => Assert.Contains("trustworthiness 0.", layout.GetProperty("note").GetString(), StringComparison.Ordinal));
        JsonElement loss = PageChecks.Data(html).First(data => data.TryGetProperty("names", out JsonElement names) && names[0].GetString() == "loss");
        Assert.Equal("[[3,2],[4,4]]", loss.GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task The_same_run_gives_the_same_page()
    {
        RunFolder run = MakeRun();
        SavePictures(run.Encoder);
        await RunReport.WriteAsync(run.Path, Small with { Out = _folder["first.html"] });
        await RunReport.WriteAsync(run.Path, Small with { Out = _folder["second.html"], Threads = 2 });
        Assert.Equal(File.ReadAllText(_folder["first.html"]), File.ReadAllText(_folder["second.html"]));
    }

    [Fact]
    public async Task What_is_missing_or_damaged_is_named_and_the_rest_is_shown()
    {
        RunFolder run = MakeRun();
        File.WriteAllText(run.Views, "no picture");
        File.WriteAllText(run.Information, "{");
        ReportResult result = await RunReport.WriteAsync(run.Path, Small);
        Assert.Equal(["The run", "Findings", "Curves", "Recipe"], result.Sections);
        Assert.Contains("encoder.json", result.Missing.Single(missing => missing.Section == "Map").Why, StringComparison.Ordinal);
        Assert.Contains("views.png", result.Missing.Single(missing => missing.Section == "What the method saw").Why, StringComparison.Ordinal);
        Assert.All(result.Missing, missing => Assert.Contains(missing.Section, File.ReadAllText(result.File), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_without_labels_have_no_card_and_no_confusion()
    {
        SavePictures(_folder["encoder"]);
        for (int i = 0; i < 12; i++)
        {
            byte[] pixels = new byte[16 * 16 * 3];
            new Random(i).NextBytes(pixels);
            Directory.CreateDirectory(_folder["photos"]);
            File.WriteAllBytes(_folder[$"photos/{i}.png"], ImageFiles.EncodePng(new Image(16, 16, 3, pixels)));
        }
        File.WriteAllText(_folder["photos/broken.png"], "no picture");
        ReportResult result = await RunReport.WriteAsync(_folder["encoder"], Small with { Data = _folder["photos"], Clusters = 3 });
        Assert.Equal(["The run", "Nearest neighbours", "Map", "Clusters", "Where it looks"], result.Sections);
        Assert.Contains("--data", result.Missing.Single(missing => missing.Section.Contains("taken for", StringComparison.Ordinal)).Why, StringComparison.Ordinal);
        Assert.Contains("1 broken pictures were left out", File.ReadAllText(result.File), StringComparison.Ordinal);
        JsonElement map = PageChecks.Data(File.ReadAllText(result.File)).Single(data => data.TryGetProperty("ids", out _));
        Assert.Equal(12, map.GetProperty("ids").GetArrayLength());
    }

    [Fact]
    public async Task Of_an_encoder_that_diverged_all_is_shown_that_takes_no_features()
    {
        RunFolder run = MakeRun();
        SavePictures(run.Encoder, diverged: true);
        ReportResult result = await RunReport.WriteAsync(run.Path, Small with { Data = Shapes });
        Assert.Equal(["The run", "Findings", "What the method saw", "Curves", "Recipe"], result.Sections);
        Assert.Contains("has diverged", result.Missing.Single(missing => missing.Section == "Map").Why, StringComparison.Ordinal);
        Assert.Contains("has diverged", result.Missing.Single(missing => missing.Section == "What it is worth").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_without_finite_features_are_left_out_and_counted()
    {
        List<string> notes = [];
        FeatureBatch features = new([1, 2, float.NaN, 0, 5, 6, 0, float.NegativeInfinity], 2, [3, 4, 5, 7]), finite = ReportSamples.Finite(features, "pictures", notes);
        Assert.Equal([1, 2, 5, 6], finite.Values);
        Assert.Equal([3, 5], finite.Samples);
        Assert.Equal("2 pictures were left out: their features are not finite numbers", Assert.Single(notes));
        Assert.Same(finite, ReportSamples.Finite(finite, "pictures", notes));
    }

    [Fact]
    public void Of_more_classes_than_samples_not_only_the_first_are_drawn()
    {
        File.WriteAllLines(_folder["sorted.tsv"], ["text\tlabel", .. Enumerable.Range(0, 120).Select(i => $"word {i}\t{i / 4:D2}")]);
        DataSource drawn = ReportSamples.Drawn(TextSources.Open(_folder["sorted.tsv"]), 15, seed: 1);
        int[] classes = [.. Enumerable.Range(0, drawn.Count).Select(i => drawn.Label(i)!.Value)];
        Assert.Equal(15, classes.Distinct().Count());
        Assert.InRange(classes.Count(label => label >= 15), 3, 12);
        Assert.Equal(classes.Order(), classes);
    }

    [Fact]
    public async Task Texts_are_shown_as_texts()
    {
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(["the green frog jumps over wet stones", "one tall heron stands near still ponds"]);
        BackboneOptions options = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2 }.Resolve(tokenizer, 32);
        using (Encoder encoder = new(options.Create(), options, TextPreprocessing.Of(tokenizer, 32))) encoder.Save(_folder["texts"]);
        File.WriteAllLines(_folder["some.tsv"], ["text\tlabel", .. Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? $"the <green> frog jumps over {i} stones\tfrog" : $"one tall heron stands near {i} ponds\theron")]);
        ReportResult result = await RunReport.WriteAsync(_folder["texts"], Small with { Data = _folder["some.tsv"] });
        string html = File.ReadAllText(result.File);
        PageChecks.IsSelfContained(html);
        Assert.Contains("Where it looks", result.Sections);
        Assert.Contains("the &lt;green&gt; frog", html, StringComparison.Ordinal);
        Assert.Contains("class=\"shaded\"", html, StringComparison.Ordinal);
        Assert.True(PageChecks.Data(html).Single(data => data.TryGetProperty("ids", out _)).GetProperty("texts").GetArrayLength() > 4);
    }

    [Fact]
    public async Task What_is_named_and_cannot_be_used_is_a_mistake()
    {
        SavePictures(_folder["encoder"]);
        Assert.Contains("nowhere", (await Assert.ThrowsAsync<ConfigurationException>(() => RunReport.WriteAsync(_folder["nowhere"]))).Message, StringComparison.Ordinal);
        Assert.Contains("missing", (await Assert.ThrowsAsync<ConfigurationException>(() => RunReport.WriteAsync(_folder["encoder"], Small with { Data = _folder["missing"] }))).Message, StringComparison.Ordinal);
        Assert.Contains(".html", (await Assert.ThrowsAsync<ConfigurationException>(() => RunReport.WriteAsync(_folder["encoder"], Small with { Out = "report.pdf" }))).Message, StringComparison.Ordinal);
    }

    private static ReportOptions Small => new() { Limit = 40, Queries = 4, Neighbours = 3, Measure = false, Threads = 1, Device = "cpu" };

    private static void SavePictures(string folder, bool diverged = false)
    {
        BackboneOptions options = new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 4 }.Resolve(16);
        TorchRuntime.Seed(3);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        if (diverged)
        {
            using NoGradient guard = new();
            encoder.Backbone.Parameters().Last().MulInPlace(double.NaN);
        }
        encoder.Save(folder);
    }

    private RunFolder MakeRun()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        run.WriteRecipe(new PretrainOptions { Data = Shapes, Backbone = new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 4 }, Batch = 16, Epochs = 1 }.Resolve(16, 160));
        new RunInformation { State = RunState.Finished, Started = DateTimeOffset.UnixEpoch.AddYears(50), Steps = 2, TotalSteps = 2, Loss = 2.5 }.Write(run);
        File.WriteAllBytes(run.Views, ImageFiles.EncodePng(new Image(4, 4, 3, new byte[48])));
        using MetricsLog log = new(run.Metrics);
        log.Write(1, [new("loss", 3), new("chance_loss", 4), new("gradient_norm", 1)]);
        log.Write(new Finding("dimensional_collapse", 20, "few dimensions", "", ""));
        log.Write(new Finding("made_up", 20, "made up by a later version", "", ""));
        log.Write(2, [new("loss", 2), new("chance_loss", 4)]);
        return run;
    }
}
