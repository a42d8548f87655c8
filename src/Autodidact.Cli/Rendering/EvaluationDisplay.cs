using System.Globalization;
using Autodidact.Evaluation;
using Spectre.Console;

namespace Autodidact.Cli.Rendering;

/// <summary>How a measurement is going, and the card it ends in.</summary>
internal sealed class EvaluationDisplay(Shell shell) : IProgress<EvaluationProgress>
{
    private static readonly string[] s_origins = [FeatureOrigin.Encoder, FeatureOrigin.RandomInitialization, FeatureOrigin.RawInput, FeatureOrigin.Beside];

    private readonly LiveLine _line = new(shell);

    /// <summary>What is said before each stage, such as which of several runs it is.</summary>
    public string Stage { get; set; } = "";

    public void Report(EvaluationProgress value) =>
        _line.Show(value.Total > 0 ? (double)value.Done / value.Total : 0, () => Stage + (value.Total > 0 ? $"{value.Stage}: {value.Done:N0} of {value.Total:N0}" : value.Stage));

    /// <summary>A line that stays.</summary>
    public void Note(string note) => _line.Line(note);

    /// <summary>Ends the line of progress.</summary>
    public void Close() => _line.Close();

    /// <summary>Ends the line of progress and prints the card.</summary>
    public void Print(EvaluationCard card)
    {
        _line.Close();
        foreach (string note in card.Notes)
            shell.Error.WriteLine(note);
        shell.NameSkipped(card.Broken);
        shell.Print(card, CliJson.Default.EvaluationCard, terminal =>
        {
            string skipped = card.Skipped > 0 ? $"{card.Skipped:N0} skipped, " : "";
            terminal.MarkupLineInterpolated($"{card.Data}: {card.Classes} classes, fitted on {card.Train:N0} and measured on {card.Test:N0} samples, {skipped}seed {card.Seed} (95 % intervals; shares in per cent)");
            terminal.Write(TableOf(card));
            foreach (IGrouping<string, EvaluationRow> figures in card.Results.Where(row => row.Features == FeatureOrigin.Encoder).GroupBy(row => row.Evaluation))
                if (Settings([.. figures]) is { Length: > 0 } settings) terminal.MarkupLine($"{Cells.Words(figures.Key)} [grey](encoder): {Cells.Words(settings)}[/]");
        });
    }

    private static Table TableOf(EvaluationCard card)
    {
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("evaluation", "metric");
        string[] origins = [.. s_origins.Where(origin => card.Results.Any(row => row.Features == origin))];
        foreach (string column in origins.Append("n"))
            table.AddColumn(new TableColumn(column).RightAligned());
        string before = "";
        foreach (IGrouping<(string Evaluation, string Metric), EvaluationRow> figure in card.Results.GroupBy(row => (row.Evaluation, row.Metric)))
        {
            bool isNext = figure.Key.Evaluation == before;
            if (!isNext && before.Length > 0) table.AddEmptyRow();
            before = figure.Key.Evaluation;
            table.AddRow([isNext ? "" : Cells.Words(before), Cells.Words(figure.Key.Metric), .. origins.Select(origin => Cell(figure.FirstOrDefault(row => row.Features == origin))), $"{figure.First().N:N0}"]);
        }

        return table;
    }

    /// <summary>What all figures of an evaluation were measured with, such as <c>k 20, temperature 0.07</c>.</summary>
    private static string Settings(IReadOnlyList<EvaluationRow> figures) => string.Join(", ", figures[0].Settings
        .Where(setting => figures.All(row => row.Settings.TryGetValue(setting.Key, out double value) && value.Equals(setting.Value)))
        .Select(setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Key.Replace('_', ' ')} {setting.Value:0.######}")));

    private static string Cell(EvaluationRow? row) => row switch
    {
        null => "",
        { IsShare: true } => $"{100 * row.Value:0.0} [grey]{100 * row.Low:0.0} to {100 * row.High:0.0}[/]",
        _ => $"{row.Value:0.###} [grey]{row.Low:0.###} to {row.High:0.###}[/]",
    };
}
