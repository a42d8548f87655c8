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
            terminal.MarkupLineInterpolated($"{card.Data}: {card.Classes} classes, fitted on {card.Train:N0} and measured on {card.Test:N0} pictures{(card.Skipped > 0 ? $", {card.Skipped:N0} skipped" : "")} (95 % intervals)");
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("evaluation", "metric");
            string[] origins = [.. s_origins.Where(origin => card.Results.Any(row => row.Features == origin))];
            foreach (string origin in origins)
                table.AddColumn(new TableColumn(origin).RightAligned());
            foreach (IGrouping<(string, string), EvaluationRow> figure in card.Results.GroupBy(row => (row.Evaluation, row.Metric)))
                table.AddRow([Cells.Words(figure.Key.Item1), Cells.Words(figure.Key.Item2), .. origins.Select(origin => Cell(figure.FirstOrDefault(row => row.Features == origin)))]);
            terminal.Write(table);
        });
    }

    private static string Cell(EvaluationRow? row) => row switch
    {
        null => "",
        { IsShare: true } => $"{100 * row.Value:0.0} [grey]{100 * row.Low:0.0} to {100 * row.High:0.0}[/]",
        _ => $"{row.Value:0.###} [grey]{row.Low:0.###} to {row.High:0.###}[/]",
    };
}
