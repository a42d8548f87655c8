using System.Diagnostics;
using System.Globalization;
using Autodidact.Training;

namespace Autodidact.Cli.Rendering;

/// <summary>
/// How a run is doing, on standard error: one line that rewrites itself where somebody watches, a plain line every ten
/// seconds where a file does.
/// </summary>
internal sealed class ProgressDisplay(Shell shell) : TrainingObserver
{
    private static readonly TimeSpan s_liveInterval = TimeSpan.FromMilliseconds(100), s_plainInterval = TimeSpan.FromSeconds(10);

    private readonly bool _live = shell.IsLive;
    private long _lastShown;
    private bool _lineOpen;

    public override void Started(TrainingStarted run)
    {
        Line($"{run.Method} on {run.Data} ({run.Samples:N0} pictures), {run.Backbone}, {run.Parameters / 1e6:0.00} M parameters");
        Line($"{run.Steps:N0} steps of {run.Batch} in {run.Folder.Path}{(run.FirstStep > 0 ? $", going on after step {run.FirstStep:N0}" : "")}");
        _lastShown = Stopwatch.GetTimestamp();
    }

    public override void StepCompleted(TrainingStep step)
    {
        bool last = step.Step == step.Steps;
        if (!last && Stopwatch.GetElapsedTime(_lastShown) < (_live ? s_liveInterval : s_plainInterval))
            return;
        _lastShown = Stopwatch.GetTimestamp();
        string text = string.Create(CultureInfo.InvariantCulture,
            $"epoch {step.Epoch}/{step.Epochs}  step {step.Step}/{step.Steps}  {step.ImagesPerSecond:N0} img/s  loss {step.Loss:0.0000}  lr {step.LearningRate:0.00000}  data wait {100 * step.DataWait:0.0} %  {Left(step.TimeLeft)} left");
        if (!_live)
        {
            Line(text);
            return;
        }
        shell.Error.Write($"\r\u001b[2K{Bar((double)step.Step / step.Steps)} {Fit(text)}");
        _lineOpen = true;
        if (last)
            Close();
    }

    public override void EpochCompleted(TrainingEpoch epoch)
    {
        if (epoch.Figures.Count > 0)
            Line($"epoch {epoch.Epoch}/{epoch.Epochs}  " + string.Join("  ", epoch.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:0.0000}"))));
    }

    public override void Noted(string note) => Line(note);

    public override void Ended(RunInformation run) => Close();

    /// <summary>A line of its own, above the one that rewrites itself.</summary>
    private void Line(string text)
    {
        Close();
        shell.Error.WriteLine(text);
    }

    private void Close()
    {
        if (_lineOpen)
            shell.Error.WriteLine();
        _lineOpen = false;
    }

    private static string Bar(double share)
    {
        const int Width = 20;
        int full = (int)(share * Width);
        return $"\u001b[36m{new string('━', full)}\u001b[90m{new string('━', Width - full)}\u001b[0m";
    }

    /// <summary>A line longer than the terminal could not be rewritten.</summary>
    private static string Fit(string text)
    {
        int room = 0;
        try
        {
            room = Console.WindowWidth - 22;
        }
        catch (IOException)
        {
            // No terminal size: the line is left as it is.
        }
        return room > 0 && text.Length > room ? text[..room] : text;
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
