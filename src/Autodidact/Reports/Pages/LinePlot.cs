using System.Globalization;
using System.Text.Json.Nodes;

namespace Autodidact.Reports.Pages;

/// <summary>Curves over one axis, drawn by uPlot: what is under the pointer is read off, a stretch is enlarged by dragging over it, a double click shows all.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Series">The curves, at least one.</param>
public sealed record LinePlot(string Title, IReadOnlyList<LineSeries> Series) : PageElement
{
    /// <summary>What lies on the axis below.</summary>
    public string Across { get; init; } = "step";

    /// <summary>Whether equal ratios are equally far apart upwards; all values are above 0 then.</summary>
    public bool IsLogarithmic { get; init; }

    internal override PageParts Needs => PageParts.Plots;

    internal override void Write(HtmlWriter html)
    {
        IReadOnlyList<(double At, double Value)>[] curves = [.. Series.Select(series => series.Thinned())];
        double[] places = [.. curves.SelectMany(curve => curve.Select(point => point.At)).Distinct().Order()];
        JsonArray values = [];
        foreach (IReadOnlyList<(double At, double Value)> curve in curves)
        {
            Dictionary<double, double> known = [];
            foreach ((double at, double value) in curve) known[at] = value;
            values.Add(new JsonArray([.. places.Select(place => known.TryGetValue(place, out double value) && double.IsFinite(value) ? (JsonNode?)JsonValue.Create(Rounded(value)) : null)]));
        }
        html.Append($"<figure class=\"plot\"><figcaption>{Title}</figcaption>");
        html.Data(new JsonObject
        {
            ["across"] = Across,
            ["logarithmic"] = IsLogarithmic,
            ["names"] = new JsonArray([.. Series.Select(series => (JsonNode)series.Name)]),
            ["sparse"] = new JsonArray([.. Series.Select(series => (JsonNode)series.IsSparse)]),
            ["at"] = new JsonArray([.. places.Select(place => (JsonNode)place)]),
            ["values"] = values,
        });
        html.Markup("</figure>\n");
    }

    // Six digits are more than a screen's height.
    private static double Rounded(double value) => value == 0 ? 0 : double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
