using System.Reflection;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Training;

/// <summary>The work on a run of the one process that writes: builds the parts, lets them train, and keeps the folder telling the truth about it.</summary>
/// <param name="options">Resolved.</param>
/// <param name="precision">The number format, and why it was chosen.</param>
/// <param name="data">What to learn from.</param>
/// <param name="folder">Where the run lives.</param>
/// <param name="alone">The lock on it.</param>
/// <param name="before">What an earlier process left; null for a new run.</param>
/// <param name="found">What a person should know of how it begins or goes on.</param>
/// <param name="watchers">Who watches, besides the recorder.</param>
/// <param name="cancel">Ends the run after the step under way, its state saved.</param>
internal sealed class RunSession(PretrainOptions options, PrecisionChoice precision, TrainingData data, RunFolder folder, RunLock alone, RunInformation? before, IReadOnlyList<string> found, IReadOnlyList<TrainingObserver> watchers, CancellationToken cancel) : IPartsUser<Run>
{
    private static readonly string s_version = typeof(RunSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public Run Use<TBatch>(TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch>
    {
        CheckpointStore checkpoints = new(folder.Checkpoints, options.KeepLast);
        using CheckpointWriter writer = new(checkpoints);
        Trainer<TBatch> trainer = parts.Trainer(options, writer);
        List<string> notes = [.. data.Source.Notes, .. found, precision.Reason, .. parts.Notes];
        if (alone.Note is not null)
            notes.Add(alone.Note);
        Encoder encoder = new(parts.Method.Kept, parts.Method.Describe(options.Backbone), parts.Preprocessing);
        EncoderKeeper keeper = new(encoder, folder, Provenance());
        if (before is not null)
            trainer.Resume(notes.Add);
        if (trainer.Progress.Step == 0 && options.From is not null)
            StartingWeights.Load(options.From, options.Method.Name, parts.Method, parts.Method.Backbone, notes.Add);
        if (trainer.Progress.Step == 0)
            parts.Method.Start();
        trainer.Align();
        if (before is not null && trainer.Progress.Step >= parts.Steps)
            return AlreadyDone(trainer, parts, keeper, notes);

        RunInformation information;
        try
        {
            information = Begin(parts);
            if (trainer.Progress.Step > 0)
                keeper.Repair(checkpoints, trainer.Progress, notes.Add);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException("What a run begins with", folder.Recipe, checkpoints.Newest, error);
        }
        using RunRecorder recorder = new(folder, checkpoints, trainer.Progress.Step);
        using ReconstructionRecorder? pictures = parts.Recorder(folder, checkpoints);
        TrainingObserver[] recorded = [.. watchers, .. pictures is null ? [] : new[] { pictures }, recorder];
        RunDiagnosis diagnosis = new(new RunShape(data.Count, options.Batch, World.Current.Size, options.Schedule.WarmupSteps(parts.Steps, parts.Loader.StepsPerEpoch)), finding => Tell(recorded, observer => observer.Found(finding)));
        if (trainer.Progress.Step > 0)
            diagnosis.CatchUp(folder.Metrics, trainer.Progress.Step);
        TrainingObserver[] observers = [.. recorded, diagnosis];
        writer.Before = () =>
        {
            recorder.Flush();
            alone.Check();
        };
        trainer.Beside = progress =>
        {
            RunInformation now = Now();
            string backbone = trainer.BackboneName;
            return state =>
            {
                keeper.Write(state, backbone, progress);
                // With every checkpoint, so that a killed run is known to have come as far as it can be continued from.
                now.Write(folder);
            };
        };
        parts.Loader.SampleSkipped += bad => Tell(observers, observer => observer.Noted($"skipped {bad}"));

        try
        {
            TrainingStarted started = new(folder, options.Method.Name, options.Backbone.Name, options.Batch, trainer.Progress.Step, parts.Steps, trainer.Epochs, parts.LearnedParameters, data.Source, encoder) { Plans = parts.Plans };
            Tell(observers, observer => observer.Started(started));
            foreach (string note in notes)
                Tell(observers, observer => observer.Noted(note));
            RunState state = trainer.Train(observers, cancel);
            return new Run(folder, End(observers, Now() with { State = state }, checkpoints));
        }
        catch (Exception failure)
        {
            writer.Settle();
            if (failure is NonFiniteLossException lost)
                Quietly(() => diagnosis.Failed(lost));
            EndQuietly(observers, Now() with { State = RunState.Failed, Failure = failure.Message });
            throw;
        }

        RunInformation Now() => information with
        {
            Steps = trainer.Progress.Step,
            Epochs = (double)trainer.Progress.Step / parts.Loader.StepsPerEpoch,
            Loss = double.IsFinite(trainer.Progress.Loss) ? trainer.Progress.Loss : null,
            ImagesPerSecond = trainer.Throughput.SteadyRate,
            GigaflopsPerStep = trainer.OperationsPerStep / 1e9 ?? information.GigaflopsPerStep,
            DataWait = trainer.Throughput.SteadyWait,
            Skipped = parts.Loader.Skipped.Count,
            Findings = [.. diagnosis.Findings.Select(finding => finding.Name)],
            Seconds = (before?.Seconds ?? 0) + trainer.Throughput.Elapsed.TotalSeconds,
            CheckpointSeconds = (before?.CheckpointSeconds ?? 0) + trainer.CheckpointTime.TotalSeconds,
        };
    }

    /// <summary>All steps were done before. A process that was killed after its last checkpoint may have left encoder and note missing or older.</summary>
    private Run AlreadyDone<TBatch>(Trainer<TBatch> trainer, TrainingParts<TBatch> parts, EncoderKeeper keeper, List<string> notes) where TBatch : class, IBatch<TBatch>
    {
        RunInformation done = (before!.Data is null ? Described(before, parts) : before) with
        {
            State = RunState.Finished,
            Failure = null,
            Steps = trainer.Progress.Step,
            TotalSteps = parts.Steps,
            Epochs = (double)trainer.Progress.Step / parts.Loader.StepsPerEpoch,
            Loss = trainer.Progress.Loss,
            Skipped = parts.Loader.Skipped.Count,
        };
        if (before.State != RunState.Finished)
        {
            keeper.Repair(trainer.Checkpoints.Store, trainer.Progress, notes.Add);
            done.Write(folder);
        }
        foreach (string note in notes.Append($"{folder.Path} has all its {trainer.Progress.Step:N0} steps already: nothing is left to do."))
            Tell(watchers, watcher => watcher.Noted(note));
        return new Run(folder, done);
    }

    /// <summary>Writes down what the run is before its first step, so that a killed one can be understood and continued.</summary>
    private RunInformation Begin<TBatch>(TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch>
    {
        RunInformation information = Described(before ?? new RunInformation(), parts) with
        {
            State = RunState.Running,
            Failure = null,
            Resumed = before is null ? 0 : before.Resumed + 1,
        };
        folder.WriteRecipe(options);
        if (data.Earlier is not null) AtomicFile.WriteText(folder.Earlier, data.Earlier.Note, makeFolder: false);
        Directory.CreateDirectory(folder.Checkpoints);
        Directory.CreateDirectory(folder.Encoder);
        information.Write(folder);
        parts.Preprocessing.WriteBeside(folder.Encoder);
        parts.WriteViews(folder);
        return information;
    }

    /// <summary>What this process knows of the run without training.</summary>
    private RunInformation Described<TBatch>(RunInformation information, TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch> => information with
    {
        ProcessId = Environment.ProcessId,
        Version = s_version,
        Libtorch = TorchRuntime.Version,
        Processor = ProcessorInformation.Model,
        Device = parts.Device.ToString(),
        Processes = World.Current.Size,
        Data = data.Source.Fingerprint,
        Earlier = data.Earlier is { Fingerprint.Length: > 0 } earlier ? earlier.Fingerprint : information.Earlier,
        Commit = GitCommit.Find(Environment.CurrentDirectory),
        Parameters = parts.LearnedParameters,
        TotalSteps = parts.Steps,
    };

    private Provenance Provenance() => new() { Method = options.Method.Name, Data = options.Data, Seed = (long)options.Seed, Version = s_version };

    private RunInformation End(IReadOnlyList<TrainingObserver> observers, RunInformation information, CheckpointStore checkpoints)
    {
        try
        {
            information.Write(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException("run.json", folder.Information, checkpoints.Newest, error);
        }
        Tell(observers, observer => observer.Ended(information));
        return information;
    }

    // Where the folder cannot be written, what went wrong first is what has to be heard.
    private void EndQuietly(IReadOnlyList<TrainingObserver> observers, RunInformation information)
    {
        try
        {
            information.Write(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
        foreach (TrainingObserver observer in observers)
            Quietly(() => observer.Ended(information));
    }

    private static void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (RunStorageException)
        {
        }
    }

    private static void Tell(IReadOnlyList<TrainingObserver> observers, Action<TrainingObserver> what)
    {
        foreach (TrainingObserver observer in observers)
            what(observer);
    }
}
