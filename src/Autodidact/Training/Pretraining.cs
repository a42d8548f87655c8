using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Serialization;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// From data without labels to an encoder in a run folder. The processes of a <see cref="World"/> that call this share the work; rank 0
/// keeps the folder, and what it says counts for all.
/// </summary>
public static class Pretraining
{
    /// <summary>Pretrains an encoder and leaves it, with everything about its making, in the run's folder.</summary>
    /// <param name="options">What to do; checked first, and every mistake reported at once.</param>
    /// <param name="resume">Continue the run in <see cref="PretrainOptions.Out"/> from its last checkpoint; where nothing was started yet, start.</param>
    /// <param name="observers">Who watches; called on the training thread.</param>
    /// <param name="cancel">Ends the run after the step under way, its state saved: <see cref="RunState.Interrupted"/>.</param>
    /// <exception cref="ConfigurationException">The options are wrong, or do not fit the run to be continued. Nothing was started.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not a number any more.</exception>
    /// <exception cref="NotRepeatableException">The run should be deterministic and is not.</exception>
    /// <exception cref="RunStorageException">The run's folder cannot be written any more; the last checkpoint is intact.</exception>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public static Task<Run> RunAsync(PretrainOptions options, bool resume = false, IEnumerable<TrainingObserver>? observers = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return TrainingThread.RunAsync(() => World.Current.Writes ? Start(options, resume, [.. observers ?? []], cancel) : Follow([.. observers ?? []], cancel));
    }

    /// <summary>The folder that <c>--resume</c> without a folder continues: the last run of this method on these data; null where there is none.</summary>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static string? LatestRun(PretrainOptions options) => RunFolder.LatestPath(options.Method.Name, ShortName(Open(options, resume: false, isComplete: true)));

    /// <summary>The folder that a run without one gets.</summary>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static string FreeFolder(PretrainOptions options) => RunFolder.FreePath(options.Method.Name, ShortName(Open(options, resume: false)));

    /// <summary>Finds everything that is wrong with a run before it is started or goes on, and refuses a run in its place that is another's.</summary>
    /// <param name="options">Its options; <see cref="PretrainOptions.Out"/> is said.</param>
    /// <param name="observers">Who will watch it.</param>
    /// <param name="open">Opens the data: who checks many runs opens them once.</param>
    /// <returns>What is known of the run that would go on; null where it would be new.</returns>
    /// <exception cref="ConfigurationException">The options or the data are wrong, or the run in the folder was made otherwise; lists everything.</exception>
    internal static RunInformation? Check(PretrainOptions options, IReadOnlyList<TrainingObserver> observers, Func<PretrainOptions, DataSource> open)
    {
        string path = options.Out!;
        bool exists = RunFolder.IsRun(path);
        MistakeCollector mistakes = new();
        DataSource? source = mistakes.Try(() => Open(options, resume: true, observers, open, isComplete: exists && RunFolder.Open(path).HasEarlier));
        if (!exists && RunFolder.Problem(path) is string problem) mistakes.Add(new("out", path, problem));
        mistakes.ThrowIfAny();
        if (!exists) return null;

        RunFolder folder = RunFolder.Open(path);
        RunInformation before = Before(folder, []);
        TrainingData data = TrainingData.Of(options, source!);
        foreach (ConfigurationMistake other in RecipeComparison.OtherRun(folder, options, data, before.Earlier))
            mistakes.Add(other);
        if (before.Data is string known && known != source!.Fingerprint)
            mistakes.Add(new("data", options.Data, $"holds other data than the run in {path} was started with ({source.Fingerprint}, not {known})"));
        mistakes.ThrowIfAny();
        return before.State == RunState.Finished && before.Steps >= options.TotalSteps(data.Count / options.FitTo(data.Count).Batch) ? before : before with { State = RunState.Interrupted };
    }

    /// <summary>A process beside rank 0: learns from the same data as it is told.</summary>
    private static Run Follow(TrainingObserver[] observers, CancellationToken cancel)
    {
        World world = World.Current;
        Setting said = new();
        RecipeReader.Read(world.Broadcast(""), "the recipe of rank 0", said);
        PretrainOptions options = OptionsBinder.Bind<PretrainOptions>(said);
        string fingerprint = world.Broadcast(""), tokenizer = world.Broadcast(""), earlier = world.Broadcast("");
        DataSource source = Open(options, resume: true, isComplete: true);
        if (source.Fingerprint != fingerprint)
            throw new DataException($"Rank {world.Rank} sees other data at {options.Data} than rank 0: {source.Fingerprint}, not {fingerprint}.");
        // Each process has a GPU of its own.
        options = options with { Device = TorchRuntime.DeviceFor(options.Device!.Split(':')[0]).ToString() };
        TrainingData data = TrainingData.Of(options, source, tokenizer.Length == 0 ? null : Tokenizer.FromJson(tokenizer), earlier.Length == 0 ? null : Noted(note => RecipeReader.Read(earlier, "what rank 0 builds on", note), options, ""), Telling(observers), cancel);
        return data.Use(options, new FollowingSession(options, data, observers, cancel));
    }

    private static Run Start(PretrainOptions options, bool resume, TrainingObserver[] observers, CancellationToken cancel)
    {
        DataSource source = Open(options, resume, observers, isComplete: resume && options.Out is string known && RunFolder.IsRun(known) && RunFolder.Open(known).HasEarlier);
        List<string> notes = [];
        RunFolder folder = FolderFor(ref options, source, resume, notes, out RunInformation? before, Telling(observers), cancel);
        // Outside of what removes the folder again: who is refused by the lock has no right to.
        using RunLock alone = folder.Lock();
        try
        {
            if (before is null)
                RunFolder.Create(folder.Path);      // the process that held the lock may have made a run here meanwhile
            before = before is null ? null : Before(folder, []);      // the process that held the lock may just have ended
            foreach (string place in (string[])[folder.FullPath, folder.Checkpoints, folder.Encoder])
                AtomicFile.RemoveLeftovers(place);
            TrainingData data = TrainingData.Of(options, source, earlier: EarlierOf(options, folder, before), told: Telling(observers), cancel: cancel);
            PretrainOptions resolved = data.Resolve(options) with { Out = folder.Path };
            PrecisionChoice precision = PrecisionChoice.Decide(options.Precision, Device.Parse(resolved.Device!), goesOn: before is not null);
            // Others have no need of what lies on this machine: weights come with the first alignment, a tokenizer and what an earlier run is as they are.
            World.Current.Broadcast(RecipeWriter.Write(resolved with { From = null, Tokens = resolved.Tokens with { Tokenizer = null } }));
            World.Current.Broadcast(source.Fingerprint);
            World.Current.Broadcast(data.Tokenizer?.ToJson() ?? "");
            World.Current.Broadcast(data.Earlier?.Note ?? "");
            return data.Use(resolved, new RunSession(resolved, precision, data, folder, alone, before, notes, observers, cancel));
        }
        catch when (before is null)
        {
            folder.RemoveUnused();
            throw;
        }
    }

    /// <summary>What a run builds on: what it noted of it itself, else what the options name; null where it builds on nothing.</summary>
    private static EarlierRun? EarlierOf(PretrainOptions options, RunFolder folder, RunInformation? before) =>
        options.Method.Earlier is not (_, string path) ? null
        : before is not null && folder.HasEarlier ? Noted(note => RecipeReader.ReadFile(folder.Earlier, note), options, before.Earlier ?? "")
        : EarlierRun.At(path);

    private static EarlierRun Noted(Action<Setting> read, PretrainOptions options, string fingerprint)
    {
        Setting said = new();
        read(said);
        return EarlierRun.Noted(said, options.Method.Earlier!.Value.Path, fingerprint);
    }

    /// <summary>The source, with everything that is wrong with the options or the data.</summary>
    private static DataSource Open(PretrainOptions options, bool resume, IReadOnlyList<TrainingObserver>? observers = null, Func<PretrainOptions, DataSource>? open = null, bool isComplete = false)
    {
        List<ConfigurationMistake> mistakes = [.. OptionsChecker.Mistakes(options)];
        bool isSound = mistakes.Count == 0;
        DataSource? source = null;
        try
        {
            source = options.Data.Length == 0 ? null : open is null ? DataSources.Open(options.Data, options.Method.Modality) : open(options);
        }
        catch (DataException wrong)
        {
            mistakes.Add(new("data", options.Data, wrong.Message));
        }
        if (options.From is not null && resume)
            mistakes.Add(new("from", options.From, "cannot be said together with --resume: a run that goes on has weights of its own. Leave out one of the two"));
        else if (options.From is not null && StartingWeights.Problem(options.From) is string problem)
            mistakes.Add(new("from", options.From, problem));
        if (source is not null && options.Limit is int limit && limit > 0)
            source = source.First(limit);
        if (source is not null)
            mistakes.AddRange(SourceChecks.Mistakes(options, isSound, source, observers, isComplete));
        return mistakes.Count == 0 ? source! : throw new ConfigurationException(mistakes);
    }

    private static Action<Preparation> Telling(TrainingObserver[] observers) => work => Array.ForEach(observers, observer => observer.Preparing(work));

    private static string ShortName(DataSource source) => source.Name.Split('/', ' ')[0];

    /// <summary>A new folder, or the one to continue with what is known of it; its run's choices fill what the options leave open.</summary>
    private static RunFolder FolderFor(ref PretrainOptions options, DataSource source, bool resume, List<string> notes, out RunInformation? before, Action<Preparation> told, CancellationToken cancel)
    {
        before = null;
        string name = ShortName(source);
        string? path = options.Out ?? (resume ? RunFolder.LatestPath(options.Method.Name, name) : null);
        if (!resume || path is null || !RunFolder.IsRun(path))
            return RunFolder.Create(path ?? RunFolder.FreePath(options.Method.Name, name));

        RunFolder folder = RunFolder.Open(path);
        before = Before(folder, notes);
        if (before.Data is string known && known != source.Fingerprint)
            throw new ConfigurationException([new("data", options.Data, $"holds other data than the run was started with ({source.Fingerprint}, not {known})")]);
        // What says nothing of processes tells nothing about threads.
        options = RecipeComparison.Continue(folder, options, merged => TrainingData.Of(merged, source, told: told, cancel: cancel).Count, before.Processes > 0 ? before.Processes : World.Current.Size, notes.Add, before.Earlier);
        return folder;
    }

    /// <summary>What is known of a run that goes on. Recipe and checkpoint are what it needs; without its <c>run.json</c> it goes on as well.</summary>
    private static RunInformation Before(RunFolder folder, List<string> notes)
    {
        RunInformation unknown = new() { Processes = 0 };
        try
        {
            return RunInformation.Read(folder) ?? unknown;
        }
        catch (InvalidDataException damaged)
        {
            notes.Add($"{damaged.Message}. The run goes on from its recipe and its last checkpoint; whether the data are those it was started with cannot be compared, and its times are counted from now.");
            return unknown;
        }
    }
}
