using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>Whether a run may be continued with other options than it was started with.</summary>
internal static class RecipeComparison
{
    /// <summary>Settings that do not change what has been learned so far.</summary>
    private static readonly HashSet<string> s_harmless = [.. RecipeSettings.Aside, "epochs", "steps", "keep"];

    /// <summary>The options with which a run goes on: what <paramref name="wanted"/> leaves open is as the run was started.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="wanted">What was said now.</param>
    /// <param name="samples">Samples of a pass as options make them of the data.</param>
    /// <param name="processes">How many trained in it before.</param>
    /// <param name="note">Told what is chosen anew.</param>
    /// <param name="earlier">The fingerprint of what the run builds on; null where it builds on nothing, or nobody noted it.</param>
    /// <exception cref="ConfigurationException">Something differs that must not; lists every difference.</exception>
    public static PretrainOptions Continue(RunFolder folder, PretrainOptions wanted, Func<PretrainOptions, int> samples, int processes, Action<string> note, string? earlier = null)
    {
        PretrainOptions saved = folder.ReadRecipe();
        Setting said = folder.ReadSettings();
        if (processes != World.Current.Size)
        {
            // Threads are those of a process, and all processes share the cores.
            said.Set("threads", OptionValue.Write(null));
            said.Set("loader_threads", OptionValue.Write(null));
            note(AnewFor(wanted, processes));
        }
        // A batch that nobody named was fitted to the data when the run began.
        foreach ((string path, string value, _) in OptionsListing.Settings(wanted).Where(setting => (setting.Path != "batch" || wanted.NamesBatch) && setting.Value != OptionValue.Write(null) && !(setting.Value.Length == 0 && RecipeSettings.Aside.Contains(setting.Path))))
            said.Set(path, value);
        PretrainOptions options = OptionsBinder.Bind<PretrainOptions>(said);
        options = options with { Method = options.Method.Resolve() };
        ConfigurationMistake[] differences =
        [
            .. OtherTokenizer(folder, options),
            .. OtherEarlier(folder, saved.Method, options.Method, earlier, note),
            .. OptionsListing.Differences(saved, options)
                .Where(difference => !s_harmless.Contains(difference.Path) && !(difference.Path == "keep_by" && saved.Keep == CheckpointPolicy.Last))      // no score was compared yet
                .Select(difference => new ConfigurationMistake(difference.Path, difference.Second ?? "nothing", $"the run was started with {difference.First ?? "nothing"}; leave it so, or start another run without --resume")),
        ];
        if (differences.Length == 0)
            differences = [.. Shortened(saved, options, samples(options) / saved.Batch)];
        return differences.Length == 0 ? options : throw new ConfigurationException(differences);
    }

    /// <summary>
    /// What makes a run another than the one that is wanted. Who goes on may train a run for longer; who judges a recipe by its run must
    /// not judge another's.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="wanted">All of what is wanted: a choice that is left open is the one that the program would make now.</param>
    /// <param name="data">What it would learn from.</param>
    /// <param name="earlier">The fingerprint of what the run builds on; null where it builds on nothing, or nobody noted it.</param>
    public static IEnumerable<ConfigurationMistake> OtherRun(RunFolder folder, PretrainOptions wanted, TrainingData data, string? earlier = null)
    {
        PretrainOptions saved = folder.ReadRecipe();
        foreach (ConfigurationMistake other in OtherTokenizer(folder, wanted))
            yield return other;
        foreach (ConfigurationMistake other in OtherEarlier(folder, saved.Method, wanted.Method.Resolve(), earlier))
            yield return other;
        // Schedules follow from the number of steps, of which one mistake says enough.
        PretrainOptions resolved = data.Resolve(wanted with { Epochs = saved.Epochs, Steps = saved.Steps });
        foreach ((string path, string? first, string? second) in OptionsListing.Differences(saved, resolved))
        {
            bool isOpen = (path == "precision" && wanted.Precision == Precision.Auto) || (path == "keep_by" && saved.Keep == CheckpointPolicy.Last && wanted.Keep == CheckpointPolicy.Last);
            if (!isOpen && !RecipeSettings.Aside.Contains(path))
                yield return Other(path, second, first ?? "nothing");
        }

        // Two passes of six steps are the same run as twelve steps.
        resolved = data.Resolve(wanted);
        if (saved.TotalSteps(data.Count / resolved.Batch) == resolved.TotalSteps(data.Count / resolved.Batch)) yield break;
        if (saved.Epochs != resolved.Epochs) yield return Other("epochs", OptionValue.Write(resolved.Epochs), OptionValue.Write(saved.Epochs));
        if (saved.Steps != resolved.Steps) yield return Other("steps", OptionValue.Write(resolved.Steps), OptionValue.Write(saved.Steps));

        ConfigurationMistake Other(string path, string? value, string made) =>
            new(path, value ?? "nothing", $"is not what the run in {folder.Path} was made with, which is {made}; leave it so, remove the run, or name another folder with --out");
    }

    private static IEnumerable<ConfigurationMistake> OtherTokenizer(RunFolder folder, PretrainOptions wanted)
    {
        if (wanted.Tokens.Tokenizer is string named && named != folder.Tokenizer && File.Exists(folder.Tokenizer) && Tokenizer.Load(named).Fingerprint != Tokenizer.Load(folder.Tokenizer).Fingerprint)
            yield return new("tokens.tokenizer", named, $"is not the one that the run in {folder.Path} learned with, which is {folder.Tokenizer}; leave it out");
    }

    /// <summary>What a run builds on is in its checkpoints. Only who goes on may find other weights in their old place, which <paramref name="note"/> is told.</summary>
    private static IEnumerable<ConfigurationMistake> OtherEarlier(RunFolder folder, MethodOptions saved, MethodOptions wanted, string? earlier, Action<string>? note = null)
    {
        if (wanted.Earlier is not (string setting, string path) || earlier is null) yield break;
        string field = $"method.{setting}";
        bool isOldPlace = path == saved.Earlier?.Path;
        string? found = EarlierRun.FingerprintAt(path);
        if (found == earlier || (found is null && isOldPlace)) yield break;
        if (found is null)
            yield return new(field, path, $"holds no encoder, and is not where the run in {folder.Path} found what it builds on; leave it out: the run has all of it");
        else if (note is null || !isOldPlace || !folder.HasEarlier)
            yield return new(field, path, $"holds other weights than those that the run in {folder.Path} builds on ({found}, not {earlier}){(folder.HasEarlier ? "; leave it out: the run has all of it" : "")}");
        else
            note($"{path} holds other weights now than those that the run builds on ({found}, not {earlier}); it goes on with its own.");
    }

    private static string AnewFor(PretrainOptions wanted, int before)
    {
        int threads = wanted.Threads ?? World.Current.Cores, loading = wanted.LoaderThreads ?? new LoaderOptions().ResolvedThreads;
        return $"The run was trained by {before} {Word(before)} and goes on with {World.Current.Size} {Word(World.Current.Size)}, each with threads = {threads} and loader_threads = {loading}; what the run was started with is left out, and results round differently.";

        static string Word(int processes) => processes == 1 ? "process" : "processes";
    }

    /// <summary>More steps than the run was made for go on where it ends; fewer would end it in the middle of its learning rate's schedule.</summary>
    private static IEnumerable<ConfigurationMistake> Shortened(PretrainOptions saved, PretrainOptions options, int stepsPerEpoch)
    {
        long made = saved.TotalSteps(stepsPerEpoch), wanted = options.TotalSteps(stepsPerEpoch);
        if (wanted >= made)
            yield break;
        bool isByEpochs = options.Epochs != saved.Epochs;
        yield return new(
            isByEpochs ? "epochs" : "steps",
            OptionValue.Write(isByEpochs ? options.Epochs : options.Steps),
            $"makes {wanted} steps of a run that was made for {made} ({(isByEpochs ? $"epochs = {OptionValue.Write(saved.Epochs)}" : $"steps = {OptionValue.Write(saved.Steps)}")}); as many or more are allowed");
    }
}
