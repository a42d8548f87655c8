using System.Globalization;
using Autodidact.Evaluation;
using Autodidact.Evaluation.FineTuning;
using Spectre.Console;

namespace Autodidact.Cli.Rendering;

/// <summary>How fine-tuning is going, and the figures it ends in.</summary>
internal sealed class FineTuningDisplay(Shell shell) : IProgress<FineTuningProgress>
{
    private readonly LiveLine _line = new(shell);
    private string _stage = "";

    public void Report(FineTuningProgress value)
    {
        // A file gets each stage once, a terminal sees it in the line that changes.
        bool begins = value.Stage != _stage && !shell.IsLive;
        _stage = value.Stage;
        _line.Show(value.Steps > 0 ? (double)value.Step / value.Steps : 0, () => string.Create(CultureInfo.InvariantCulture,
            $"{value.Stage}  step {value.Step:N0}/{value.Steps:N0}{(double.IsFinite(value.Loss) ? $"  {value.SamplesPerSecond:N0} samples/s  loss {value.Loss:0.0000}  {Left(value.TimeLeft)} left" : "")}"), always: begins);
    }

    /// <summary>Ends the line of progress.</summary>
    public void Close() => _line.Close();

    /// <summary>Ends the line of progress and prints the figures.</summary>
    public void Print(FineTuningResult result)
    {
        Close();
        foreach (string note in result.Notes)
            shell.Error.WriteLine(note);
        shell.NameSkipped(result.Broken);
        shell.Print(result, CliJson.Default.FineTuningResult, terminal =>
        {
            terminal.MarkupLineInterpolated($"{result.Data}: {result.Classes} classes, {result.Labels:N0} of {result.Available:N0} labels, {result.Epochs} passes of {result.Batch} ({result.Steps:N0} steps), measured on {result.N:N0} test samples (95 % interval over {result.Interval})");
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumn("start");
            foreach (string title in (string[])["accuracy", "learning rate", "seeds"])
                table.AddColumn(new TableColumn(title).RightAligned());
            Row(table, new(result.Start, result.Accuracy, result.Low, result.High, result.N, result.Runs));
            if (result.Baseline is FineTuningFigure baseline)
                Row(table, baseline);
            foreach (LinearFigure linear in result.Linear)
                table.AddRow($"linear classifier on {linear.Features}", Accuracy(linear.Accuracy, linear.Low, linear.High), "", $"{result.Runs.Count}");
            terminal.Write(table);
            if (result.Folder is string folder)
                terminal.MarkupLineInterpolated($"The network lies in {folder}{(result.Runs.Count > 1 ? $", that of seed {result.Seed}" : "")}.");
        });
    }

    private static void Row(Table table, FineTuningFigure figure) => table.AddRow(
        figure.Start,
        Accuracy(figure.Accuracy, figure.Low, figure.High),
        string.Join(" ", figure.Runs.Select(run => run.LearningRate.ToString("G3", CultureInfo.InvariantCulture)).Distinct()),
        $"{figure.Runs.Count}");

    private static string Accuracy(double accuracy, double low, double high) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * accuracy:0.0} [grey]{100 * low:0.0} to {100 * high:0.0}[/]");

    private static string Left(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
