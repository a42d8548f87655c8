using System.Reflection;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Images;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>One process's work on a run: builds the parts, lets them train, and keeps the folder telling the truth about it.</summary>
/// <param name="options">Resolved.</param>
/// <param name="precision">The number format, and why it was chosen.</param>
/// <param name="source">What to learn from.</param>
/// <param name="folder">Where the run lives.</param>
/// <param name="before">What an earlier process left; null for a new run.</param>
/// <param name="watchers">Who watches, besides the recorder.</param>
internal sealed class RunSession(PretrainOptions options, PrecisionChoice precision, ImageSource source, RunFolder folder, RunInformation? before, IReadOnlyList<TrainingObserver> watchers)
{
    private static readonly string s_version = typeof(RunSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public Run Train(CancellationToken cancel)
    {
        using TrainingParts parts = new(options, source);
        Trainer<ImageViews> trainer = parts.Trainer(options, new CheckpointStore(folder.Checkpoints));
        List<string> notes = [.. source.Notes, precision.Reason, .. parts.Plans.Select(plan => $"views:\n{plan}".ReplaceLineEndings("\n  ")).Distinct()];
        Encoder encoder = new(parts.Backbone, options.Backbone, Preprocessing.Of(parts.Plans[0]));
        if (before is not null)
            trainer.Resume(notes.Add);
        if (before is not null && trainer.Progress.Step >= parts.Steps)
        {
            Tell(watchers, watcher => watcher.Noted($"{folder.Path} has all its {trainer.Progress.Step:N0} steps already: nothing is left to do."));
            RunInformation done = before with { State = RunState.Finished, Failure = null, Steps = trainer.Progress.Step, Epochs = (double)trainer.Progress.Step / parts.Loader.StepsPerEpoch, Loss = trainer.Progress.Loss };
            if (before.State != RunState.Finished)
            {
                // Killed after its last checkpoint: the encoder and this note may be missing or older.
                encoder.Save(folder.Encoder, Provenance() with { Steps = done.Steps });
                done.Write(folder);
            }
            return new Run(folder, done);
        }

        RunInformation information = Begin(parts);
        using RunRecorder recorder = new(folder, trainer.Progress.Step);
        TrainingObserver[] observers = [.. watchers, recorder, new EncoderKeeper(encoder, folder, Provenance()), new InformationKeeper(() => Now().Write(folder))];
        parts.Loader.SampleSkipped += bad => Tell(observers, observer => observer.Noted($"skipped {bad}"));
        TrainingStarted started = new(folder, options.Method.Name, options.Backbone.Name, options.Batch, trainer.Progress.Step, parts.Steps, trainer.Epochs, parts.Method.ParameterCount, source, encoder);
        Tell(observers, observer => observer.Started(started));
        foreach (string note in notes)
            Tell(observers, observer => observer.Noted(note));

        try
        {
            RunState state = trainer.Train(observers, cancel);
            return new Run(folder, End(observers, Now() with { State = state }));
        }
        catch (Exception failure)
        {
            End(observers, Now() with { State = RunState.Failed, Failure = failure.Message });
            throw;
        }

        RunInformation Now() => information with
        {
            Steps = trainer.Progress.Step,
            Epochs = (double)trainer.Progress.Step / parts.Loader.StepsPerEpoch,
            Loss = double.IsFinite(trainer.Progress.Loss) ? trainer.Progress.Loss : null,
            ImagesPerSecond = trainer.Throughput.SteadyRate,
            DataWait = trainer.Throughput.SteadyWait,
            Skipped = Math.Max(before?.Skipped ?? 0, parts.Loader.SkippedCount),
            Seconds = (before?.Seconds ?? 0) + trainer.Throughput.Elapsed.TotalSeconds,
        };
    }

    /// <summary>Writes down what the run is before its first step, so that a killed one can be understood and continued.</summary>
    private RunInformation Begin(TrainingParts parts)
    {
        RunInformation information = (before ?? new RunInformation()) with
        {
            State = RunState.Running,
            Failure = null,
            ProcessId = Environment.ProcessId,
            Resumed = before is null ? 0 : before.Resumed + 1,
            Version = s_version,
            Libtorch = TorchRuntime.Version,
            Processor = ProcessorInformation.Model,
            Device = parts.Device.ToString(),
            Data = source.Fingerprint,
            Commit = GitCommit.Find(Environment.CurrentDirectory),
            Parameters = parts.Method.ParameterCount,
        };
        folder.WriteRecipe(options);
        information.Write(folder);
        if (!File.Exists(folder.Views))
            WriteViews(parts.Plans);
        return information;
    }

    /// <summary>With every checkpoint, so that a killed run is known to have come as far as it can be continued from.</summary>
    private sealed class InformationKeeper(Action write) : TrainingObserver
    {
        public override void CheckpointSaved(long step, string path) => write();
    }

    private Provenance Provenance() => new() { Method = options.Method.Name, Data = options.Data, Seed = (long)options.Seed, Version = s_version };

    private void WriteViews(IReadOnlyList<ViewPlan> plans)
    {
        Image sheet = ViewSheet.Render(source, plans, seed: options.Seed);
        byte[] png = ImageCodec.Encode(sheet.Pixels, sheet.Width, sheet.Height, sheet.Channels);
        AtomicFile.Write(folder.Views, stream => stream.Write(png));
    }

    private RunInformation End(IReadOnlyList<TrainingObserver> observers, RunInformation information)
    {
        information.Write(folder);
        Tell(observers, observer => observer.Ended(information));
        return information;
    }

    private static void Tell(IReadOnlyList<TrainingObserver> observers, Action<TrainingObserver> what)
    {
        foreach (TrainingObserver observer in observers)
            what(observer);
    }
}
