using System.Globalization;
using Autodidact.Data;
using Autodidact.Embeddings.Detection;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Detection;

/// <summary>Strange samples as a page: how well scores tell them, the strangest first, and of pictures where they are strange.</summary>
public static class DetectionPage
{
    private const int MostStrange = 60, MostUsual = 12, PictureSize = 160;

    /// <summary>The page; <see cref="HtmlPage.Write"/> writes it.</summary>
    /// <param name="result">What was found; not one that was read from a file.</param>
    /// <param name="encoder">What made the features, such as the run's folder.</param>
    public static HtmlPage Of(DetectionResult result, string encoder)
    {
        ArgumentNullException.ThrowIfNull(result);
        DataSource source = (result.Sources ?? throw new ArgumentException("The result does not say which samples were judged.", nameof(result))).Scored;
        HtmlPage page = new($"What is strange in {result.Score}")
        {
            About = $"{result.Alarms:N0} of {result.Results.Count:N0} {source.Samples} are alarms by {result.Method}, which allows {Percent(result.FalseAlarms)} false alarms; normal are {result.Data}, seen by {encoder}",
        };
        page.Add(new Heading("Scores"));
        page.Add(new Table(["score", "features", "alarms", "AUROC", "AUPR", "FPR95", "false alarms", "found"], [.. result.Methods.Select(method => (IReadOnlyList<string>)
        [
            method.Method, method.Features, $"{method.Alarms:N0}", Cell(method.Auroc), Cell(method.Aupr), Cell(method.Fpr95), Cell(method.FalseAlarms), Cell(method.Found),
        ])]));
        page.Add(new Paragraph($"Fitted on {result.Fitted:N0} normal samples; thresholds are the scores that {Percent(result.FalseAlarms)} of {result.HeldOut:N0} held-out normal samples exceed. {(result.Normal is null ? "Nothing says which new samples are normal." : $"Normal are the classes {string.Join(", ", result.Normal)}.")} Intervals are 95 % over new samples.") { IsNote = true });
        foreach (string note in result.Notes) page.Add(new Paragraph(note) { IsNote = true });
        if (result.Heat is not null) page.Add(new Paragraph("Colour covers parts that are stranger than most parts of normal pictures, dark to light; at half of the scale a part alone makes its picture an alarm of patches. Right of each picture as the network sees it.") { IsNote = true });
        int[] order = [.. Enumerable.Range(0, result.Results.Count)];
        page.Add(new Heading("The strangest"));
        page.Add(new Gallery([new GalleryRow([.. order.Take(MostStrange).SelectMany(Items)])]));
        if (order.Length > MostStrange)
        {
            page.Add(new Heading("The most usual"));
            page.Add(new Gallery([new GalleryRow([.. order.Skip(MostStrange).TakeLast(MostUsual).SelectMany(Items)])]));
        }
        return page;

        IEnumerable<GalleryItem> Items(int place)
        {
            ScoredSample sample = result.Results[place];
            bool? isRight = sample.IsNormal is bool isNormal ? isNormal != sample.Alarm : null;
            string caption = $"{(sample.Alarm ? "alarm" : "passes")}{(sample.Class is null ? "" : $", {sample.Class}")}";
            if (result.Heat is null || Drawn(result.Heat, result.Samples[place]) is not { } drawn) return [new(new Thumbnails(source, PictureSize).Of(result.Samples[place])) { Caption = caption, Score = sample.Score, IsRight = isRight }];
            return
            [
                new(Thumbnail.Of(drawn.Seen, sample.Id, PictureSize)) { Caption = caption, Score = sample.Score, IsRight = isRight },
                new(Thumbnail.Of(drawn.Heat, sample.Id, PictureSize)) { Caption = "where" },
            ];
        }
    }

    private static (Image Seen, Image Heat)? Drawn(HeatMaps heat, int sample)
    {
        try
        {
            return heat.Draw(sample);
        }
        catch (BadSampleException)
        {
            return null;
        }
    }

    private static string Cell(DetectionFigure? figure) => figure is null ? "" : $"{Number(figure.Value)} ({Number(figure.Low)} to {Number(figure.High)})";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
