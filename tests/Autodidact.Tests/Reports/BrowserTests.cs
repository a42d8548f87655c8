using System.Diagnostics;
using Autodidact.Reports.Pages;
using Autodidact.Tests.Data.Loading;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Reports;

/// <summary>A page in a real browser: its policy lets its own scripts run, they make what they should, and none of them complains.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task Charts_and_maps_are_drawn_without_a_complaint()
    {
        FakeImages pictures = new(40) { ClassNames = ["<b>cat", "dog"], LabelOf = index => index % 2 };
        float[] places = [.. Enumerable.Range(0, 80).Select(i => MathF.Sin(i))];
        new HtmlPage("A page")
            .Add(new LinePlot("loss", [new LineSeries("loss", [(1, 3), (2, 2), (3, 1)])]))
            .Add(new ScatterMap(pictures, [new ScatterLayout("one", places), new ScatterLayout("two", places)]) { Colourings = [ScatterColouring.ByValue("score", [.. places.Take(40)])] })
            .Write(_folder["page.html"]);
        (string dom, string log) = await OpenAsync(_folder["page.html"]);
        Assert.Contains("class=\"u-over\"", dom, StringComparison.Ordinal);
        Assert.Contains("class=\"points\"", dom, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;cat", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
    }

    private async Task<(string Dom, string Log)> OpenAsync(string page)
    {
        using Process browser = Process.Start(new ProcessStartInfo(ChromiumFactAttribute.Program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--enable-logging=stderr", "--log-level=0", $"--user-data-dir={_folder["profile"]}", "--dump-dom", $"file://{page}",
        ]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        try
        {
            Task<string> dom = browser.StandardOutput.ReadToEndAsync(limit.Token), log = browser.StandardError.ReadToEndAsync(limit.Token);
            await browser.WaitForExitAsync(limit.Token);
            return (await dom, await log);
        }
        finally
        {
            if (!browser.HasExited) browser.Kill(entireProcessTree: true);
        }
    }
}
