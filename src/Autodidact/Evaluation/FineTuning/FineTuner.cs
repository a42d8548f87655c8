using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Fine-tunes a whole network for classification, and measures it once on the labelled test part.</summary>
public static class FineTuner
{
    private const string RecipeFile = "finetune.yaml", ResultFile = "result.json";

    private const int LongestName = 60;

    private const double HardlyLearned = 0.9;

    private static readonly string s_version = typeof(FineTuner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Fine-tunes a copy of the encoder, or the same network from random initialisation.</summary>
    /// <param name="encoder">Gives network, preprocessing and first weights; it is not changed.</param>
    /// <param name="parts">Labelled data. All is learned from and chosen on the training part; the test part is measured once a seed.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="run">Where a folder for the result is made, in <c>finetuned</c>, unless the options name one; null to keep nothing.</param>
    /// <param name="progress">Told how far it is, on the training thread.</param>
    /// <param name="cancel">Ends the work after the step under way; nothing is kept.</param>
    /// <exception cref="ConfigurationException">The options are wrong, or do not fit encoder or data; nothing was started.</exception>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    /// <exception cref="NonFiniteLossException">The loss stopped being a number at every learning rate.</exception>
    public static Task<FineTuningResult> RunAsync(
        Encoder encoder, LabelledParts parts, FineTuningOptions? options = null, string? run = null, IProgress<FineTuningProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        OptionsChecker.ThrowIfWrong(options);
        Check(encoder, parts, options);
        return TrainingThread.RunAsync(() => Run(encoder, parts, options, run, progress, cancel));
    }

    /// <summary>Looks whether options that are right by themselves fit encoder and data.</summary>
    /// <exception cref="ConfigurationException">They do not; lists everything.</exception>
    public static void Check(Encoder encoder, LabelledParts parts, FineTuningOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        if (Mistakes(encoder.Description, parts, options).ToArray() is { Length: > 0 } mistakes) throw new ConfigurationException(mistakes);
    }

    private static IEnumerable<ConfigurationMistake> Mistakes(EncoderDescription encoder, LabelledParts parts, FineTuningOptions options)
    {
        int classes = LabelsOf(parts).Distinct().Count(), count = Math.Max(classes, LabelShare.CountOf(options.Labels, parts.Train.Count));
        if (options.Labels > parts.Train.Count && options.Labels > 1)
            yield return new("labels", OptionValue.Write(options.Labels), $"is more than the {parts.Train.Count:N0} labelled training samples that there are");
        else if (options.Labels > 1 && options.Labels < classes)
            yield return new("labels", OptionValue.Write(options.Labels), $"must be at least {classes}, one label a class");
        else if (options.Batch > count)
            yield return new("batch", $"{options.Batch}", $"must be at most {count:N0}, the labels that there are to learn from");
        if (options.DropPath > 0 && encoder.Backbone.WithDropPath(0) is null)
            yield return new("drop_path", OptionValue.Write(options.DropPath), $"is for vision transformers; {encoder.Backbone.Name} has no branches to leave out");
        if (options.Views.Size is int size && encoder.Backbone.SizeProblem(size) is { } unfit)
            yield return unfit with { Field = "views.size", Value = $"{size}" };
        if (options.Out is string folder && Path.Exists(folder))
            yield return new("out", folder, "is there already; name a folder that does not exist yet");
    }

    private static FineTuningResult Run(Encoder encoder, LabelledParts parts, FineTuningOptions said, string? run, IProgress<FineTuningProgress>? progress, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        int[] labels = [.. LabelsOf(parts)];
        int count = Math.Max(labels.Distinct().Count(), LabelShare.CountOf(said.Labels, labels.Length));
        FineTuningOptions options = said.Resolve(count, (encoder.Preprocessing as ImagePreprocessing)?.Size, encoder.Description.Backbone);
        string start = options.Scratch ? FeatureOrigin.RandomInitialization : FeatureOrigin.Encoder;
        string? target = options.Out ?? (run is null ? null : FreePath(run, parts, count, options.Scratch));
        using AtomicFolder? folder = target is null ? null : new(target);

        (Preprocessing preprocessing, Func<DataSource, LabelledSamples> read) = Reading(encoder.Preprocessing, options);
        byte[] random = TorchRuntime.GetGeneratorState();
        TorchRuntime.Threads = options.Threads!.Value;
        TunedNetwork? first = null;
        try
        {
            TuningSession session = new(encoder, read(parts.Train), read(parts.Test), labels, count, options, progress, cancel);
            List<FineTuningRun> runs = [], baseline = [];
            foreach (LabelDraw draw in session.Draws)
            {
                runs.Add(session.Run(start, draw, out TunedNetwork network));
                if (first is null) first = network;
                else network.Dispose();
                if (!options.Baseline) continue;
                baseline.Add(session.Run(FeatureOrigin.RandomInitialization, draw, out TunedNetwork fresh));
                fresh.Dispose();
            }

            FineTuningFigure figure = FineTuningFigure.Of(start, runs);
            FineTuningResult result = new()
            {
                Accuracy = figure.Accuracy,
                Low = figure.Low,
                High = figure.High,
                N = figure.N,
                Interval = runs.Count == 1 ? "test samples" : "seeds",
                Start = start,
                Data = parts.Train.Name,
                Classes = session.ClassNames.Count(),
                Labels = session.Draws[0].Drawn.Length,
                Available = labels.Length,
                Epochs = options.Epochs!.Value,
                Steps = session.Steps,
                Batch = options.Batch!.Value,
                LearningRate = runs[0].LearningRate,
                LayerDecay = options.LayerDecay!.Value,
                Seed = options.Seed,
                Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds,
                Runs = runs,
                Baseline = baseline.Count == 0 ? null : FineTuningFigure.Of(FeatureOrigin.RandomInitialization, baseline),
                Linear = options.Baseline ? [.. session.Linear(parts)] : [],
                Notes = [.. Notes(encoder, parts, labels, said, session, runs[0])],
                Broken = [.. session.Broken],
                Folder = target,
            };
            if (folder is not null) Keep(folder, first!, encoder, preprocessing, session, parts, options, result);
            return result;
        }
        finally
        {
            first?.Dispose();
            TorchRuntime.SetGeneratorState(random);
        }
    }

    /// <summary>What is done to a sample first, and how samples of a source are read, in training and when they are measured.</summary>
    private static (Preprocessing Preprocessing, Func<DataSource, LabelledSamples> Read) Reading(Preprocessing encoder, FineTuningOptions options)
    {
        LoaderOptions loader = new() { Threads = options.LoaderThreads!.Value, Device = Device.Parse(options.Device!) };
        if (encoder is TextPreprocessing texts) return (texts, source => new TextSamples((TextSource)source, texts, loader));
        ImagePreprocessing pictures = (ImagePreprocessing)encoder with { Size = options.Views.Size!.Value };
        ViewPlan training = ViewPlan.SimClr(pictures.Size, options.Views with { Mean = pictures.Mean, Std = pictures.Std });
        return (pictures, source => new PictureSamples((ImageSource)source, training, pictures.Plan(), loader));
    }

    private static void Keep(
        AtomicFolder folder, TunedNetwork network, Encoder encoder, Preprocessing preprocessing, TuningSession session, LabelledParts parts, FineTuningOptions options, FineTuningResult result)
    {
        // It learned from labels, as the supervised method does: whoever measures it on these data has to know.
        Provenance provenance = new()
        {
            Method = new SupervisedOptions().Name,
            Data = parts.Specification ?? parts.Train.Name,
            Seed = (long)options.Seed,
            Steps = result.Steps,
            Version = s_version,
        };
        // Encoder and classifier share the network, whose owner disposes it.
        Encoder tuned = new(network.Backbone, session.Backbone, preprocessing, provenance);
        Classifier classifier = new(tuned, network.Classifier, new ClassifierDescription
        {
            Classes = [.. session.ClassNames],
            Labels = result.Labels,
            Pretraining = options.Scratch ? null : encoder.Description.Provenance,
        });
        classifier.Save(folder.Path);
        AtomicFile.WriteText(Path.Combine(folder.Path, RecipeFile), RecipeWriter.Write(options with { Out = null },
            "What this network was fine-tuned with, every choice but that of the learning rate written out. To do it again:",
            $"autodidact finetune RUN --data DATA --config {RecipeFile}"), makeFolder: false);
        AtomicFile.WriteText(Path.Combine(folder.Path, ResultFile), JsonSerializer.Serialize(result, FineTuningJson.Default.FineTuningResult) + "\n", makeFolder: false);
        folder.Commit();
    }

    private static IEnumerable<string> Notes(Encoder encoder, LabelledParts parts, int[] labels, FineTuningOptions options, TuningSession session, FineTuningRun first)
    {
        foreach (string note in options.Scratch ? parts.Notes : Evaluator.NotesOn(encoder.Description.Provenance, parts)) yield return note;
        string[] names = [.. session.ClassNames];
        string[] absent = [.. Enumerable.Range(0, names.Length).Except(labels).Select(label => names[label])];
        if (absent.Length > 0)
            yield return $"{absent.Length} of {names.Length} classes have no training sample and are never predicted: {string.Join(", ", absent.Take(10))}{(absent.Length > 10 ? ", ..." : "")}";
        int drawn = session.Draws[0].Drawn.Length;
        if (LabelShare.CountOf(options.Labels, labels.Length) < drawn)
            yield return $"{OptionValue.Write(options.Labels)} of {labels.Length:N0} labels are fewer than one a class: {drawn:N0} were drawn";
        if (options.Rates.Count > 1 && session.Draws.Any(draw => !draw.Chooses))
            yield return "no class has two labels, so that none could be held out to choose the learning rate on: the middle one of the list was taken";
        double guessing = Math.Log(names.Length);
        if (first.FinalLoss > HardlyLearned * guessing)
            yield return string.Create(CultureInfo.InvariantCulture, $"the network has hardly learned: the loss of its last pass is {first.FinalLoss:0.000}, that of guessing {guessing:0.000}; more passes (epochs) or a higher rate (learning_rates) may do better");
        double[] tried = [.. first.Trials.Select(trial => trial.LearningRate)];
        if (tried.Length > 1 && (first.LearningRate == tried.Min() || first.LearningRate == tried.Max()))
            yield return $"the learning rate that was chosen, {OptionValue.Write(first.LearningRate)}, is the {(first.LearningRate == tried.Min() ? "lowest" : "highest")} of the list: one beyond it may do better (learning_rates)";
    }

    private static string FreePath(string run, LabelledParts parts, int count, bool scratch)
    {
        string data = Path.GetFileName(Path.TrimEndingDirectorySeparator(parts.Specification ?? parts.Train.Name)).ToLowerInvariant();
        string name = string.Concat(data.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => Path.Combine(run, "finetuned", $"{(name.Length == 0 ? "data" : name)}-{count}-labels{(scratch ? "-scratch" : "")}-{number}"))
            .First(path => !Path.Exists(path));
    }

    private static IEnumerable<int> LabelsOf(LabelledParts parts) => Enumerable.Range(0, parts.Train.Count).Select(index => parts.Train.Label(index)!.Value);
}
