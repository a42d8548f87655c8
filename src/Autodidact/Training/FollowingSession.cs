using Autodidact.Data.Loading;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>The work on a run of a process that does not write: the same steps and the same measurements, and nothing on the disk.</summary>
/// <param name="options">Resolved, as rank 0 said them.</param>
/// <param name="data">What to learn from.</param>
/// <param name="watchers">Who measures together with the other processes.</param>
/// <param name="cancel">Ends the run after the step under way.</param>
internal sealed class FollowingSession(PretrainOptions options, TrainingData data, IReadOnlyList<TrainingObserver> watchers, CancellationToken cancel) : IPartsUser<Run>
{
    public Run Use<TBatch>(TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch>
    {
        RunFolder folder = RunFolder.Elsewhere(options.Out!);
        using CheckpointWriter nowhere = new(new CheckpointStore(""));
        Trainer<TBatch> trainer = parts.Trainer(options, nowhere);
        trainer.Align();
        RunState state = RunState.Finished;
        if (trainer.Progress.Step < parts.Steps)
        {
            Encoder encoder = new(parts.Method.Kept, parts.Method.Describe(options.Backbone), parts.Preprocessing);
            TrainingStarted started = new(folder, options.Method.Name, options.Backbone.Name, options.Batch, trainer.Progress.Step, parts.Steps, trainer.Epochs, parts.LearnedParameters, data.Source, encoder) { Plans = parts.Plans };
            foreach (TrainingObserver watcher in watchers)
                watcher.Started(started);
            state = trainer.Train(watchers, cancel);
        }
        return new Run(folder, new RunInformation
        {
            State = state,
            Processes = World.Current.Size,
            Steps = trainer.Progress.Step,
            TotalSteps = parts.Steps,
            Epochs = (double)trainer.Progress.Step / parts.Loader.StepsPerEpoch,
            Loss = double.IsFinite(trainer.Progress.Loss) ? trainer.Progress.Loss : null,
            Skipped = parts.Loader.Skipped.Count,
        });
    }
}
