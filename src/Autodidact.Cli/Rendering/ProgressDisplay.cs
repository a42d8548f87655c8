using System.Globalization;
using Autodidact.Training;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Cli.Rendering;

/// <summary>How a run is doing.</summary>
internal sealed class ProgressDisplay(Shell shell) : TrainingObserver
{
    private readonly LiveLine _line = new(shell);
    private readonly List<Finding> _findings = [];

    public override void Preparing(Preparation work) =>
        _line.Show((double)work.Done / work.Of, () => string.Create(CultureInfo.InvariantCulture, $"{work.Work}: {work.Done:N0} of {work.Of:N0}"));

    public override void Started(TrainingStarted run)
    {
        _line.Line($"{run.Method} on {run.Source.Name} ({run.Source.Count:N0} {run.Source.Samples}), {run.Backbone}, {run.Parameters / 1e6:0.00} M parameters");
        _line.Line($"{run.Steps:N0} steps of {run.Batch} in {run.Folder.Path}{(run.FirstStep > 0 ? $", going on after step {run.FirstStep:N0}" : "")}");
    }

    public override void StepCompleted(TrainingStep step) => _line.Show((double)step.Step / step.Steps, () => string.Create(CultureInfo.InvariantCulture,
        $"epoch {step.Epoch}/{step.Epochs}  step {step.Step}/{step.Steps}  {step.ImagesPerSecond:N0} samples/s  loss {step.Loss:0.0000}  lr {step.LearningRate:0.00000}  data wait {100 * step.DataWait:0.0} %  {Left(step.TimeLeft)} left{(_findings.Count > 0 ? $"  {_findings.Count} finding{(_findings.Count == 1 ? "" : "s")}" : "")}"),
        always: step.Step == step.Steps);

    public override void EpochCompleted(TrainingEpoch epoch)
    {
        if (epoch.Figures.Count > 0)
            _line.Line($"epoch {epoch.Epoch}/{epoch.Epochs}  loss {epoch.Loss:0.0000}  {string.Join("  ", epoch.Figures.Select(figure => $"{figure.Key} {figure.Value:0.0000}"))}");
    }

    public override void Found(Finding finding)
    {
        _findings.Add(finding);
        _line.Line($"FINDING {finding.Name} at step {finding.Step}: {finding.Evidence}");
    }

    public override void Noted(string note) => _line.Line(note);

    public override void Ended(RunInformation run)
    {
        foreach (Finding finding in _findings)
            _line.Line($"{finding.Name} (step {finding.Step}): {finding.Evidence}. Likely: {finding.Cause}. To do: {finding.Change}. See {finding.Page}");
        _line.Close();
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
