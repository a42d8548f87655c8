using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Evaluation.Charts;

namespace Autodidact.Reports.Pages;

/// <summary>
/// A map of samples as points: enlarged by the wheel, moved by dragging, points chosen by a box or a lasso; what a point is shows under
/// the pointer, with its picture or its text; groups of the legend are shown and hidden. Several layouts and several colourings of the
/// same points share one map. Without scripts, the page says that the map needs them.
/// </summary>
public sealed record ScatterMap : PageElement
{
    private const int LettersShown = 140, RampStops = 17;

    private readonly IReadOnlyList<string> _ids;
    private readonly SpriteSheets? _pictures;
    private readonly IReadOnlyList<string>? _texts;
    private readonly ScatterColouring? _classes;

    /// <summary>A map of the samples of a source. Their pictures are read now, 256 at a time on as many threads as tensors take, and packed.</summary>
    /// <param name="source">A sample a point, in order. Labels, where it has them, are the first colouring.</param>
    /// <param name="layouts">At least one; each places every sample.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="ArgumentException">A layout has another number of points than the source has samples, or places that are not finite.</exception>
    public ScatterMap(DataSource source, IReadOnlyList<ScatterLayout> layouts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(layouts);
        if (layouts.Count == 0) throw new ArgumentException("A map has at least one layout.", nameof(layouts));
        foreach (ScatterLayout layout in layouts)
        {
            if (layout.Places.Count != 2 * source.Count) throw new ArgumentException($"{layout.Name} has {layout.Places.Count / 2:N0} points for {source.Count:N0} samples.", nameof(layouts));
            if (!layout.Places.All(float.IsFinite)) throw new ArgumentException($"{layout.Name} has points that lie nowhere.", nameof(layouts));
        }
        (Layouts, _ids) = (layouts, [.. Enumerable.Range(0, source.Count).Select(source.Id)]);
        _classes = ByClass(source);
        if (source is ImageSource pictures) _pictures = SpriteSheets.Of(pictures, cancel);
        if (source is TextSource texts) _texts = [.. Enumerable.Range(0, source.Count).Select(i => Beginning(texts, i, cancel))];
    }

    /// <summary>Where the points lie, by one method or by several.</summary>
    public IReadOnlyList<ScatterLayout> Layouts { get; }

    /// <summary>What points are coloured by besides their classes, such as clusters.</summary>
    public IReadOnlyList<ScatterColouring> Colourings { get; init; } = [];

    /// <summary>What the map shows, above it; empty for nothing.</summary>
    public string Caption { get; init; } = "";

    internal override PageParts Needs => PageParts.Maps;

    internal override void Write(HtmlWriter html)
    {
        foreach (ScatterColouring odd in Colourings.Where(colouring => colouring.Count != _ids.Count))
            throw new InvalidOperationException($"The colouring by {odd.Name} has {odd.Count:N0} points, the map {_ids.Count:N0}.");
        html.Append($"<div class=\"map\">\n{Html.If(Caption.Length > 0, "<p>")}{Caption}{Html.If(Caption.Length > 0, "</p>\n")}<noscript><p>The map needs scripts, which are part of this file.</p></noscript>\n");
        html.Data(new JsonObject
        {
            ["ids"] = new JsonArray([.. _ids.Select(id => (JsonNode)id)]),
            ["layouts"] = new JsonArray([.. Layouts.Select(layout => (JsonNode)new JsonObject { ["name"] = layout.Name, ["note"] = layout.Note, ["places"] = Packed<float>([.. layout.Places]) })]),
            ["colourings"] = new JsonArray([.. (_classes is null ? Colourings : [_classes, .. Colourings]).Select(colouring => (JsonNode)new JsonObject
            {
                ["name"] = colouring.Name,
                ["groups"] = new JsonArray([.. colouring.Groups.Select(group => (JsonNode)group)]),
                ["of"] = colouring.Values.Count > 0 ? null : Packed<int>([.. colouring.GroupOf]),
                ["values"] = colouring.Values.Count > 0 ? Packed<float>([.. colouring.Values]) : null,
            })]),
            ["texts"] = _texts is null ? null : new JsonArray([.. _texts.Select(text => (JsonNode)text)]),
            ["pictures"] = _pictures is null ? null : new JsonObject
            {
                ["tile"] = _pictures.Tile,
                ["columns"] = _pictures.Columns,
                ["rows"] = _pictures.Rows,
                ["sheets"] = new JsonArray([.. _pictures.Sheets.Select(sheet => (JsonNode)Convert.ToBase64String(sheet.Span))]),
            },
            ["ramp"] = new JsonArray([.. Enumerable.Range(0, RampStops).Select(stop => (JsonNode)Colour(stop / (RampStops - 1.0)))]),
        });
        html.Markup("</div>\n");
    }

    // Classes that no sample has would only make the file longer: labels that are numbers may count to a million.
    private static ScatterColouring? ByClass(DataSource source)
    {
        if (source.Classes is not { } classes) return null;
        int?[] labels = [.. Enumerable.Range(0, source.Count).Select(source.Label)];
        int[] present = [.. labels.OfType<int>().Distinct().Order()];
        if (present.Length == 0) return null;
        Dictionary<int, int> places = present.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return ScatterColouring.ByGroup("class", [.. present.Select(label => classes[label])], labels.Select(label => label is int known ? places[known] : (int?)null));
    }

    private static string Beginning(TextSource texts, int index, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return Thumbnail.Of(texts.Read(index).Text, texts.Id(index), LettersShown).Text!;
        }
        catch (BadSampleException error)
        {
            return error.Reason;
        }
    }

    // Little-endian, as every machine that opens a page reads it.
    private static string Packed<T>(T[] values) where T : unmanaged => Convert.ToBase64String(MemoryMarshal.AsBytes<T>(values));

    private static string Colour(double share)
    {
        (double r, double g, double b) = ColourRamp.At(share);
        return string.Create(CultureInfo.InvariantCulture, $"#{(int)r:x2}{(int)g:x2}{(int)b:x2}");
    }
}
