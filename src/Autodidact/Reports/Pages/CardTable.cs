using System.Globalization;
using Autodidact.Evaluation;

namespace Autodidact.Reports.Pages;

/// <summary>An evaluation card: every figure of every origin with its 95 % interval, as numbers and drawn on one scale.</summary>
/// <param name="Card">The figures.</param>
public sealed record CardTable(EvaluationCard Card) : PageElement
{
    private const double Width = 260, Edge = 6, Line = 15;

    // Whose figures they are, as readers and as the drawing call them.
    private static readonly (string Origin, string Name, string Colour)[] s_origins =
    [
        (FeatureOrigin.Encoder, "encoder", "mark"), (FeatureOrigin.RandomInitialization, "random initialisation", "other"), (FeatureOrigin.RawInput, "raw input", "faint"),
        (FeatureOrigin.Beside, "encoder beside it", "good"),
    ];

    internal override void Write(HtmlWriter html)
    {
        (string Origin, string Name, string Colour)[] origins = [.. s_origins.Where(origin => Card.Results.Any(row => row.Features == origin.Origin))];
        html.Markup("<div class=\"table\"><table class=\"card\">\n<thead><tr><th scope=\"col\">evaluation</th><th scope=\"col\">metric</th>");
        foreach ((_, string name, string colour) in origins) html.Append($"<th scope=\"col\" class=\"figure\"><i class=\"key {colour}\"></i>{name}</th>");
        html.Markup("<th scope=\"col\">95 % intervals</th></tr></thead>\n<tbody>\n");
        foreach (IGrouping<(string Evaluation, string Metric), EvaluationRow> figure in Card.Results.GroupBy(row => (row.Evaluation, row.Metric)))
        {
            EvaluationRow?[] rows = [.. origins.Select(origin => figure.FirstOrDefault(row => row.Features == origin.Origin))];
            // A card of a later version may hold features of an origin that this one has no column for.
            if (rows.All(row => row is null)) continue;
            EvaluationRow first = figure.First();
            string settings = string.Join(", ", first.Settings.Select(setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Key.Replace('_', ' ')} {setting.Value:G4}")));
            html.Append($"<tr><td>{figure.Key.Evaluation.Replace('_', ' ')}</td><td title=\"{settings}\">{figure.Key.Metric.Replace('_', ' ')}<small>n = {first.N:N0}</small></td>");
            foreach (EvaluationRow? row in rows) html.Append($"<td class=\"figure\">{(row is null ? "" : Text(row.Value, row.IsShare))}<small>{(row is null ? "" : $"{Text(row.Low, row.IsShare)} to {Text(row.High, row.IsShare)}")}</small></td>");
            html.Markup("<td>");
            WriteIntervals(html, rows, [.. origins.Select(origin => origin.Colour)]);
            html.Markup("</td></tr>\n");
        }
        html.Markup("</tbody></table></div>\n");
    }

    // Shares lie between 0 and 100 %, or as far below 0 as differences go; other figures between their own ends.
    private static void WriteIntervals(HtmlWriter html, EvaluationRow?[] rows, string[] colours)
    {
        EvaluationRow[] known = [.. rows.OfType<EvaluationRow>()];
        bool isShare = known[0].IsShare;
        double low = isShare ? Math.Min(0, known.Min(row => row.Low)) : known.Min(row => row.Low), high = isShare ? 1 : known.Max(row => row.High), height = Line * rows.Length;
        html.Append($"<svg class=\"intervals\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"intervals\">");
        for (int tick = 0; tick <= 4; tick++) html.Append($"<line class=\"grid\" x1=\"{X(low + ((high - low) * tick / 4)):0.#}\" x2=\"{X(low + ((high - low) * tick / 4)):0.#}\" y1=\"0\" y2=\"{height}\"/>");
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row) continue;
            double y = Line * (i + 0.5);
            html.Append($"<line class=\"{colours[i]}\" stroke-width=\"2\" x1=\"{X(row.Low):0.#}\" x2=\"{X(row.High):0.#}\" y1=\"{y}\" y2=\"{y}\"/><circle class=\"{colours[i]}\" cx=\"{X(row.Value):0.#}\" cy=\"{y}\" r=\"4\"/>");
        }
        html.Markup("</svg>");

        double X(double value) => Edge + ((Width - (2 * Edge)) * (high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0.5));
    }

    private static string Text(double value, bool isShare) => isShare ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
}
