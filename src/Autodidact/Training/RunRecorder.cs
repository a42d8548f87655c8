namespace Autodidact.Training;

/// <summary>Writes what a run's observers see into its folder: metrics and log. The last of the observers, so that it has all figures.</summary>
internal sealed class RunRecorder(RunFolder folder, long firstStep) : TrainingObserver, IDisposable
{
    private readonly MetricsLog _metrics = new(folder.Metrics, firstStep);
    private readonly RunLog _log = new(folder.Log);

    public override void Started(TrainingStarted run) =>
        _log.Write($"{(run.FirstStep == 0 ? "started" : $"continued after step {run.FirstStep}")}: {run.Method} on {run.Source.Name} ({run.Source.Count} samples), {run.Backbone}, {run.Steps} steps of {run.Batch}");

    public override void StepCompleted(TrainingStep step) => _metrics.Write(step.Step,
    [
        new("epoch", step.Epoch),
        .. step.Figures,
        new("learning_rate", step.LearningRate),
        new("images_per_second", step.ImagesPerSecond),
        new("data_wait", step.DataWait),
    ]);

    public override void EpochCompleted(TrainingEpoch epoch) => _metrics.Write(epoch.Step,
    [
        new("epoch", epoch.Epoch),
        new("epoch_loss", epoch.Loss),
        .. epoch.Figures,
    ]);

    public override void CheckpointSaved(long step, string path) => _metrics.Flush();

    public override void Noted(string note) => _log.Write(note);

    public override void Ended(RunInformation run) =>
        _log.Write(run.Failure is null ? $"{run.State.ToString().ToLowerInvariant()} after step {run.Steps}" : $"failed after step {run.Steps}: {run.Failure}");

    public void Dispose()
    {
        _metrics.Dispose();
        _log.Dispose();
    }
}
