using System.Diagnostics;
using System.Globalization;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Rendering;

/// <summary>How a sweep is going, and the table it ends in.</summary>
internal sealed class SweepDisplay(Shell shell) : TrainingObserver, ISweepWatcher
{
    private readonly LiveLine _line = new(shell);
    private string _cell = "", _place = "";
    private double _share;
    private int _toDo, _trained;
    private long _began;
    private TimeSpan _spent;

    public IEnumerable<TrainingObserver> Begins(SweepCell cell, int number, int count, int toDo)
    {
        (_cell, _place, _share, _toDo, _began) = (cell.Name, $"run {number} of {count}", (number - 1.0) / count, toDo, Stopwatch.GetTimestamp());
        return [this];
    }

    public override void Preparing(Preparation work) => _line.Show(_share, () => string.Create(CultureInfo.InvariantCulture, $"{_place}  {_cell}  {work.Work}: {work.Done:N0} of {work.Of:N0}"));

    public override void StepCompleted(TrainingStep step) => _line.Show(_share, () => string.Create(CultureInfo.InvariantCulture,
        $"{_place}  {Cost.Time(Left(step).TotalSeconds)} left  {_cell}  step {step.Step}/{step.Steps}  loss {step.Loss:0.000}  {step.ImagesPerSecond:N0} samples/s"));

    public void Report(EvaluationProgress value) => _line.Show(_share, () => $"{_place}  {_cell}  {value.Stage}");

    public override void Noted(string note)
    {
        // What each run has to say lies in its log; only what went wrong is for the eye.
        if (note.StartsWith("skipped", StringComparison.Ordinal))
            _line.Line($"{_cell}: {note}");
    }

    void ISweepWatcher.Noted(string note) => _line.Line(note);

    void ISweepWatcher.Ended(SweepRun run)
    {
        if (_cell == run.Name && run.State == RunState.Finished)
            (_spent, _trained, _cell) = (_spent + Stopwatch.GetElapsedTime(_began), _trained + 1, "");
        string figure = run.Score is double score ? score.ToString(score <= 1 ? "P1" : "0.0", CultureInfo.InvariantCulture) : run.Failure ?? OptionValue.Write(run.State);
        _line.Line($"{run.Name}: {figure}{(run.Seconds > 0 ? $", {Cost.Time(run.Seconds)}" : "")}");
    }

    /// <summary>Ends the line of progress.</summary>
    public void Close() => _line.Close();

    /// <summary>The rest of this run, and as long for each of the others as those took that were trained.</summary>
    private TimeSpan Left(TrainingStep step)
    {
        TimeSpan whole = _trained > 0 ? _spent / _trained : Stopwatch.GetElapsedTime(_began) + step.TimeLeft;
        return step.TimeLeft + (whole * _toDo);
    }

    /// <summary>Prints what came of the sweep.</summary>
    public void Print(SweepResult sweep)
    {
        Close();
        shell.Print(sweep, CliJson.Default.SweepResult, terminal =>
        {
            bool isShare = sweep.Score == SweepRunner.KnnScore;
            int done = sweep.Runs.Count(run => run.State == RunState.Finished), seeds = sweep.Runs.Count / sweep.Points.Count;
            string intervals = seeds > 1 ? $"95 % intervals over {seeds} seeds" : isShare ? "95 % intervals over test pictures, one seed" : "one seed";
            terminal.MarkupLineInterpolated($"{sweep.Data}: {(isShare ? "kNN accuracy in %" : "RankMe")}, {intervals}; {done} of {sweep.Runs.Count} runs done");
            Table table = new() { Border = TableBorder.Horizontal };
            foreach (SweepAxis axis in sweep.Axes)
                table.AddColumn(Cells.Words(axis.ShortName));
            foreach (string title in (string[])[isShare ? "kNN" : "RankMe", "time", "FLOP"])
                table.AddColumn(new TableColumn(title).RightAligned());
            foreach (SweepPoint point in sweep.Points)
            {
                string score = point.Score is null ? "" : (point == sweep.Best && sweep.Points.Count > 1 ? "[green]best[/] " : "") + Cells.Of(point.Score, isShare ? 100 : 1);
                string failed = point.Failed > 0 ? $"{(score.Length > 0 ? ", " : "")}{point.Failed} failed" : "";
                table.AddRow([.. sweep.Axes.Select(axis => Cells.Words(point.Settings[axis.Setting])), score + failed, point.Score is null ? "" : Cost.Time(point.Seconds), Cost.Arithmetic(point.Gigaflops).Replace("FLOP", "")]);
            }
            terminal.Write(table);
            foreach (BaselineRow row in sweep.Baselines.Where(row => row.Knn is not null))
                terminal.MarkupLineInterpolated($"[grey]{row.Name}: {100 * row.Knn!.Value:0.0}[/]");
        });
    }
}
