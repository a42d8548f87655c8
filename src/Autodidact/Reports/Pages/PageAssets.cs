using System.Collections.Concurrent;

namespace Autodidact.Reports.Pages;

/// <summary>Styles and scripts that are built into the library and written into every page that needs them.</summary>
internal static class PageAssets
{
    private static readonly ConcurrentDictionary<string, string> s_texts = new();

    /// <summary>What a page's parts are styled by.</summary>
    public static string Styles(PageParts parts) => string.Concat(
        Text("page.css"),
        parts.HasFlag(PageParts.Plots) ? Text("uPlot.min.css") + "\n" + Text("plots.css") : "",
        parts.HasFlag(PageParts.Maps) ? Text("map.css") : "");

    /// <summary>The scripts of a page, each a block of its own.</summary>
    public static IEnumerable<string> Scripts(PageParts parts)
    {
        yield return Text("page.js");
        if (parts.HasFlag(PageParts.Plots))
        {
            // Its licence goes where it goes; the line it replaces is its name and an address.
            string library = Text("uPlot.iife.min.js");
            yield return $"/*! uPlot 1.6.32\n{Text("LICENSE")}\n*/\n{library[(library.IndexOf('\n', StringComparison.Ordinal) + 1)..]}";
            yield return Text("plots.js");
        }
        if (parts.HasFlag(PageParts.Maps)) yield return Text("map.js");
    }

    private static string Text(string name) => s_texts.GetOrAdd(name, static name =>
    {
        using StreamReader reader = new(typeof(PageAssets).Assembly.GetManifestResourceStream($"Reports/{name}")!);
        return reader.ReadToEnd();
    });
}
