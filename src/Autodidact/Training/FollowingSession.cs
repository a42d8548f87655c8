using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>The work on a run of a process that does not write: the same steps and the same measurements, and nothing on the disk.</summary>
/// <param name="options">Resolved, as rank 0 said them.</param>
/// <param name="source">What to learn from.</param>
/// <param name="watchers">Who measures together with the other processes.</param>
internal sealed class FollowingSession(PretrainOptions options, ImageSource source, IReadOnlyList<TrainingObserver> watchers)
{
    public Run Train(CancellationToken cancel)
    {
        using TrainingParts parts = new(options, source);
        RunFolder folder = RunFolder.Elsewhere(options.Out!);
        using CheckpointWriter nowhere = new(new CheckpointStore(""));
        Trainer<ImageViews> trainer = parts.Trainer(options, nowhere);
        trainer.Align();
        RunState state = RunState.Finished;
        if (trainer.Progress.Step < parts.Steps)
        {
            Encoder encoder = new(parts.Method.Kept, parts.Method.Describe(options.Backbone), Preprocessing.Of(parts.Plans[0]));
            TrainingStarted started = new(folder, options.Method.Name, options.Backbone.Name, options.Batch, trainer.Progress.Step, parts.Steps, trainer.Epochs, parts.LearnedParameters, source, encoder) { Plans = parts.Plans };
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
