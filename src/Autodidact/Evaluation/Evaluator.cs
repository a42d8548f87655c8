using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>Measures encoders on labelled data.</summary>
public static class Evaluator
{
    /// <summary>Fills a card: every evaluation on the features of the encoder, of the same network at random initialisation, and of raw input.</summary>
    /// <param name="encoder">What is measured; it is not changed.</param>
    /// <param name="data">Labelled data, as <see cref="DataSources.Open"/> takes them. Fitted on the training part, measured on the test part.</param>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <param name="progress">Told how far it is, on the measuring thread.</param>
    /// <param name="cancel">Ends the measurement early.</param>
    /// <exception cref="ConfigurationException">The options are wrong; nothing was started.</exception>
    /// <exception cref="DataException">The data cannot be read, or have no labels.</exception>
    public static Task<EvaluationCard> MeasureAsync(
        Encoder encoder, string data, EvaluationOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        EvaluationOptions checkedOptions = Checked(options);
        return OnOwnThread(() => Measure(encoder, LabelledParts.Open(data, encoder.Preprocessing.Name, checkedOptions.Limit, checkedOptions.TestShare, checkedOptions.Seed), checkedOptions, cache: null, progress, cancel));
    }

    /// <inheritdoc cref="MeasureAsync(Encoder, string, EvaluationOptions, IProgress{EvaluationProgress}, CancellationToken)"/>
    /// <param name="parts">Labelled data; limit and test share of the options do not apply.</param>
    public static Task<EvaluationCard> MeasureAsync(
        Encoder encoder, LabelledParts parts, EvaluationOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default) =>
        MeasureAsync(encoder, parts, cache: null, options, progress, cancel);

    /// <inheritdoc cref="MeasureAsync(Encoder, LabelledParts, EvaluationOptions, IProgress{EvaluationProgress}, CancellationToken)"/>
    /// <param name="cache">Where features of both parts are looked up and kept: that of the run whose encoder this is. Null: they are read.</param>
    public static Task<EvaluationCard> MeasureAsync(
        Encoder encoder, LabelledParts parts, FeatureCache? cache, EvaluationOptions? options, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        EvaluationOptions checkedOptions = Checked(options);
        return OnOwnThread(() => Measure(encoder, parts, checkedOptions, cache, progress, cancel));
    }

    private static EvaluationCard Measure(
        Encoder encoder, LabelledParts parts, EvaluationOptions options, FeatureCache? cache, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        LoaderOptions loader = new() { Batch = options.Batch };
        List<string> notes = [.. NotesOn(encoder.Description.Provenance, parts)];
        FeatureEvaluation[] evaluations = Chosen(encoder, parts, options, notes);
        List<EvaluationRow> rows = [];
        BadSample[] broken = [];
        LabelledFeatures? encoderTest = null;
        int train = 0;
        Measure(FeatureOrigin.Encoder, encoder, source => FeatureReader.Of(encoder, source, loader));
        if (options.Baselines)
        {
            Device device = encoder.Backbone.Parameters().First().Device;
            using (Encoder fresh = encoder.AtRandomInitialisation(options.Seed, device))
                Measure(FeatureOrigin.RandomInitialization, fresh, source => FeatureReader.Of(fresh, source, loader));
            Measure(FeatureOrigin.RawInput, null, source => FeatureReader.OfRawInput(encoder.Preprocessing, source, options.RawInputSize, loader));
        }

        return new()
        {
            Data = parts.Train.Name,
            Classes = parts.Classes,
            Train = train,
            Test = encoderTest!.Count,
            Seed = options.Seed,
            Broken = [.. broken.Select(bad => bad.ToString())],
            Notes = notes,
            Evaluations = FeatureEvaluation.Asked(options),
            Baselines = options.Baselines ? FeatureEvaluation.Asked(options) : [],
            Results = [.. rows.OrderBy(row => Array.FindIndex(evaluations, evaluation => evaluation.Name == row.Evaluation))],
        };

        void Measure(string origin, Encoder? network, Func<DataSource, FeatureReader> reader)
        {
            LabelledFeatures fitted = Collect(parts.Train, "train", out IReadOnlyList<BadSample> badTrain), measured = Collect(parts.Test, "test", out IReadOnlyList<BadSample> badTest);
            EvaluationSubject subject = new(reader, told => progress?.Report(told), Note)
            {
                Origin = origin,
                Network = network,
                Preprocessing = encoder.Preprocessing,
                Parts = parts,
                Train = fitted,
                Test = measured,
                EncoderTest = encoderTest,
                Options = options,
                Cancel = cancel,
            };
            if (origin == FeatureOrigin.Encoder) (broken, train, encoderTest) = ([.. badTrain, .. badTest], fitted.Count, measured);
            foreach (FeatureEvaluation evaluation in evaluations)
            {
                subject.Report(evaluation.Name);
                rows.AddRange(evaluation.Measure(subject));
            }

            LabelledFeatures Collect(DataSource source, string part, out IReadOnlyList<BadSample> bad)
            {
                FeatureBatch features = Batch(source, part, out bad);
                return new(features.Values, features.Dimension, [.. features.Samples.Select(sample => source.Label(sample)!.Value)], parts.Classes);
            }

            FeatureBatch Batch(DataSource source, string part, out IReadOnlyList<BadSample> bad)
            {
                // The processes of a world read together, or not at all.
                FeatureCache? kept = World.Current.Size == 1 ? cache : null;
                string key = kept?.KeyOf(origin, network ?? encoder, source, options) ?? "";
                if (kept?.Find(key, source.Count, out IReadOnlyList<BadSample> known) is { } found)
                {
                    bad = known;
                    return found;
                }

                FeatureBatch read = FeatureCollection.Read(reader(source), source, done => progress?.Report(new($"features of {origin}, {part}", done, source.Count)), out bad, cancel);
                kept?.Keep(key, read, bad);
                return read;
            }
        }

        void Note(string note)
        {
            if (!notes.Contains(note)) notes.Add(note);
        }
    }

    /// <summary>The evaluations to measure, in the order they were asked for. Of all, those that cannot be measured are left out with a note; one that was named is a mistake.</summary>
    private static FeatureEvaluation[] Chosen(Encoder encoder, LabelledParts parts, EvaluationOptions options, List<string> notes)
    {
        bool all = options.With.Contains(FeatureEvaluation.All);
        (FeatureEvaluation Evaluation, string? Obstacle)[] asked =
        [
            .. FeatureEvaluation.Asked(options).Select(name => FeatureEvaluation.Known.First(known => known.Name == name)).Select(evaluation => (evaluation, evaluation.Obstacle(encoder, parts, options))),
        ];
        ConfigurationMistake[] mistakes = [.. asked.Where(one => one.Obstacle is not null && !all).Select(one => new ConfigurationMistake("with", one.Evaluation.Name, one.Obstacle!))];
        if (mistakes.Length > 0) throw new ConfigurationException(mistakes);
        notes.AddRange(asked.Where(one => one.Obstacle is not null).Select(one => $"{one.Evaluation.Name} was left out: it {one.Obstacle}"));
        return [.. asked.Where(one => one.Obstacle is null).Select(one => one.Evaluation)];
    }

    /// <summary>How the parts came about, and whether the encoder has seen what was held out of them.</summary>
    internal static IReadOnlyList<string> NotesOn(Provenance encoder, LabelledParts parts) => SawHeldOut(encoder.Data, parts)
        ? [.. parts.Notes, $"the encoder was pretrained on these data, {(ReadLabels(encoder.Method) ? "with their labels" : "without labels")}: it has seen the samples that were held out"]
        : parts.Notes;

    // Pretraining takes the whole of data without a test part. The same place can be written in several ways.
    private static bool SawHeldOut(string pretrainedOn, LabelledParts parts) =>
        parts is { IsHeldOut: true, Specification: string data } && pretrainedOn.Length > 0
        && pretrainedOn.Split(TextSources.Join).Any(part => Path.TrimEndingDirectorySeparator(Path.GetFullPath(part.Trim())) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(data)));

    private static bool ReadLabels(string method) => OptionVariants.All<MethodOptions>().Any(options => options.Name == method && options.ReadsLabels);

    private static EvaluationOptions Checked(EvaluationOptions? options)
    {
        options ??= new EvaluationOptions();
        OptionsChecker.ThrowIfWrong(options);
        return options;
    }

    // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
    private static Task<EvaluationCard> OnOwnThread(Func<EvaluationCard> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
