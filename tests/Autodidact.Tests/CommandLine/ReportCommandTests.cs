using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Reports;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>What <c>autodidact report</c> takes, prints and leaves.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportCommandTests()
    {
        BackboneOptions options = new ResNet18Options { Width = 4 }.Resolve(16);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        encoder.Save(_folder["encoder"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_a_page_and_prints_one_object()
    {
        CliResult result = (await Cli.RunAsync(_folder, "report", "encoder", "--data", "shapes:count=60,size=16", "--limit", "30", "--measure", "false", "--out", "pages/it.html", "--threads", "1", "--json")).MustExit(0);
        Assert.Equal("pages/it.html", result.Json.GetProperty("file").GetString());
        Assert.Contains("Map", result.Json.GetProperty("sections").EnumerateArray().Select(section => section.GetString()));
        Assert.Contains("Curves", result.Json.GetProperty("missing").EnumerateArray().Select(missing => missing.GetProperty("section").GetString()));
        Assert.Contains("without 'Curves'", result.Error, StringComparison.Ordinal);
        PageChecks.IsSelfContained(File.ReadAllText(_folder["pages/it.html"]));
    }

    [Theory]
    [InlineData("report encoder --limit 0 --out page.pdf --device tpu", "limit .html tpu")]
    [InlineData("report nowhere", "nowhere")]
    [InlineData("report encoder --data missing", "missing")]
    public async Task It_names_what_is_wrong(string line, string said)
    {
        CliResult wrong = (await Cli.RunAsync(_folder, line.Split(' '))).MustExit(2);
        Assert.All(said.Split(' '), word => Assert.Contains(word, wrong.Error, StringComparison.Ordinal));
        Assert.Empty(wrong.Output);
    }
}
