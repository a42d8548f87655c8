using System.Globalization;
using Autodidact.Evaluation.Metrics;

namespace Autodidact.Reports.Pages;

/// <summary>Which classes were taken for which: a row for each class, shaded by its shares, what is right in one colour and what is wrong in another. Of many classes the most frequent confusions are listed in place of a matrix that nobody could read.</summary>
/// <param name="Confusion">The counts.</param>
/// <param name="Names">Names of the classes.</param>
public sealed record ConfusionMatrix(Confusion Confusion, IReadOnlyList<string> Names) : PageElement
{
    /// <summary>Most classes that are shown as a matrix.</summary>
    public const int MostClasses = 24;

    private const int Listed = 20;

    internal override void Write(HtmlWriter html)
    {
        int[] present = [.. Enumerable.Range(0, Confusion.Classes).Where(label => OfClass(label) > 0 || Enumerable.Range(0, Confusion.Classes).Any(other => Confusion[other, label] > 0))];
        if (present.Length > MostClasses) WriteList(html, present);
        else WriteMatrix(html, present);
    }

    private void WriteMatrix(HtmlWriter html, int[] present)
    {
        html.Markup("<div class=\"table\"><table class=\"confusion\">\n<thead><tr><th scope=\"col\">class</th>");
        foreach (int label in present) html.Append($"<th scope=\"col\"><span>{Names[label]}</span></th>");
        html.Markup("<th scope=\"col\" class=\"figure\">right</th></tr></thead>\n<tbody>\n");
        foreach (int label in present)
        {
            long all = OfClass(label);
            html.Append($"<tr><th scope=\"row\">{Names[label]}</th>");
            foreach (int prediction in present)
            {
                long count = Confusion[label, prediction];
                double share = all > 0 ? (double)count / all : 0;
                string kind = (label == prediction ? "hit" : "miss") + (share > 0.55 ? " deep" : "") + (count == 0 ? " none" : "");
                html.Append($"<td class=\"{kind}\" style=\"--s:{Math.Round(100 * share)}%\" title=\"{count} of {all} of {Names[label]} taken for {Names[prediction]} ({100 * share:0.0} %)\">{count}</td>");
            }
            html.Append($"<td class=\"figure\">{Percent(label)}</td></tr>\n");
        }
        html.Markup("</tbody></table></div>\n");
    }

    private void WriteList(HtmlWriter html, int[] present)
    {
        var most = from label in present
                   from prediction in present
                   where label != prediction && Confusion[label, prediction] > 0
                   orderby Confusion[label, prediction] descending, label, prediction
                   select (IReadOnlyList<string>)[Names[label], Names[prediction], $"{Confusion[label, prediction]}", $"{OfClass(label)}", Percent(label)];
        new Table(["class", "taken for", "times", "of", "right"], [.. most.Take(Listed)]) { Caption = $"The {Listed} most frequent confusions of {present.Length} classes." }.Write(html);
    }

    private long OfClass(int label) => Enumerable.Range(0, Confusion.Classes).Sum(prediction => Confusion[label, prediction]);

    private string Percent(int label) => OfClass(label) is > 0 and long all ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * Confusion[label, label] / all:0.0} %") : "";
}
