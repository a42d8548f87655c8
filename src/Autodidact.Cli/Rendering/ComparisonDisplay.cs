using System.Globalization;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Spectre.Console;

namespace Autodidact.Cli.Rendering;

/// <summary>Compared runs as a table; where the terminal is narrow, as two: what they are worth, and what they cost.</summary>
internal static class ComparisonDisplay
{
    private const int Wide = 150;

    public static void Print(Shell shell, RunComparison comparison)
    {
        foreach (string note in comparison.Notes)
            shell.Error.WriteLine(note);
        shell.Print(comparison, CliJson.Default.RunComparison, terminal =>
        {
            bool seeds = comparison.Rows.Any(row => row.Runs.Count > 1);
            terminal.MarkupLineInterpolated($"{comparison.Data ?? "Runs"}: accuracies in %, 95 % intervals{(seeds ? " over seeds where there are several, else over test pictures" : " over test pictures")}");
            (string Title, Func<ComparisonRow, string> Cell, Func<BaselineRow, string> Baseline)[] worth =
            [
                ("run", row => Cells.Words(row.Name), Name),
                ("seeds", row => $"{row.Runs.Count}", _ => ""),
                ("kNN", row => Cells.Of(row.Knn, 100), row => Cells.Of(row.Knn, 100)),
                ("linear", row => Cells.Of(row.Linear, 100), row => Cells.Of(row.Linear, 100)),
                ("RankMe", row => Cells.Number(row.Rankme?.Value), _ => ""),
                ("LiDAR", row => Cells.Number(row.Lidar?.Value), _ => ""),
            ], cost =
            [
                ("loss", row => row.Loss?.ToString("0.000", CultureInfo.InvariantCulture) ?? "", _ => ""),
                ("epochs", row => row.Epochs.ToString("0.##", CultureInfo.InvariantCulture), _ => ""),
                ("images", row => row.ImagesSeen.ToString("N0", CultureInfo.InvariantCulture), _ => ""),
                ("images/s", row => row.ImagesPerSecond.ToString("N0", CultureInfo.InvariantCulture), _ => ""),
                ("time", row => Cost.Time(row.Seconds), _ => ""),
                ("FLOP", row => Cost.Arithmetic(row.Gigaflops).Replace("FLOP", ""), _ => ""),
            ];
            if (terminal.Profile.Width >= Wide)
            {
                terminal.Write(Table([.. worth, .. cost], comparison, comparison.Baselines));
            }
            else
            {
                terminal.Write(Table(worth, comparison, comparison.Baselines));
                terminal.Write(Table([worth[0], .. cost], comparison, []));
            }
            foreach (ScoreAgreement agreement in comparison.Agreement)
                terminal.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{(agreement.Score == RankMeObserver.Figure ? "RankMe" : "LiDAR")} and kNN order the {agreement.Rows} rows with a rank correlation of {agreement.Spearman:0.00} (Spearman).[/]");
        });
    }

    private static Table Table((string Title, Func<ComparisonRow, string> Cell, Func<BaselineRow, string> Baseline)[] columns, RunComparison comparison, IReadOnlyList<BaselineRow> baselines)
    {
        Table table = new() { Border = TableBorder.Horizontal };
        foreach ((string title, _, _) in columns)
            table.AddColumn(title == "run" ? new TableColumn(title) : new TableColumn(title).RightAligned().NoWrap());
        foreach (ComparisonRow row in comparison.Rows)
            table.AddRow([.. columns.Select(column => column.Cell(row))]);
        foreach (BaselineRow row in baselines)
            table.AddRow([.. columns.Select(column => column.Baseline(row))]);
        return table;
    }

    private static string Name(BaselineRow row) => $"[grey]{Cells.Words(row.Name)}[/]";
}
