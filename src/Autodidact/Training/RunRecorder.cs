using Autodidact.Training.Diagnosis;

namespace Autodidact.Training;

/// <summary>Writes what a run's observers see into its folder: metrics and log. The last of the observers, so that it has all figures.</summary>
internal sealed class RunRecorder(RunFolder folder, CheckpointStore checkpoints, long firstStep) : TrainingObserver, IDisposable
{
    private readonly MetricsLog _metrics = new(folder.Metrics, firstStep);
    private readonly RunLog _log = new(folder.Log);

    public override void Started(TrainingStarted run) =>
        Log($"{(run.FirstStep == 0 ? "started" : $"continued after step {run.FirstStep}")}: {run.Method} on {run.Source.Name} ({run.Source.Count} samples), {run.Backbone}, {run.Steps} steps of {run.Batch}");

    public override void StepCompleted(TrainingStep step) => Write(step.Step,
    [
        new("epoch", step.Epoch),
        .. step.Figures,
        new("learning_rate", step.LearningRate),
        new("images_per_second", step.ImagesPerSecond),
        new("data_wait", step.DataWait),
    ]);

    public override void Found(Finding finding)
    {
        Storing("metrics.jsonl", folder.Metrics, () => _metrics.Write(finding));
        Log($"finding: {finding}");
    }

    public override void EpochCompleted(TrainingEpoch epoch) => Write(epoch.Step,
    [
        new("epoch", epoch.Epoch),
        new("epoch_loss", epoch.Loss),
        .. epoch.Figures,
    ]);

    public override void Noted(string note) => Log(note);

    public override void Ended(RunInformation run) =>
        Log(run.Failure is null ? $"{run.State.ToString().ToLowerInvariant()} after step {run.Steps}" : $"failed after step {run.Steps}: {run.Failure}");

    /// <summary>Waits until the metrics are on the disk. May be called from another thread than the training's.</summary>
    public void Flush() => _metrics.Flush();

    public void Dispose()
    {
        _metrics.Dispose();
        _log.Dispose();
    }

    private void Write(long step, IEnumerable<KeyValuePair<string, double>> figures) => Storing("metrics.jsonl", folder.Metrics, () => _metrics.Write(step, figures));

    private void Log(string line) => Storing("log.txt", folder.Log, () => _log.Write(line));

    private void Storing(string what, string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(what, path, checkpoints.Newest, error);
        }
    }
}
