using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Detection;
using Autodidact.Models;

namespace Autodidact.Embeddings.Detection;

/// <summary>
/// Finds new samples that are not like normal ones: scores are fitted on some normal samples, thresholds come from others that nothing was fitted on, so that false alarms are as seldom as asked
/// for. The same seed gives the same results on the same machine with the same number of threads; with another number sums may round otherwise.
/// </summary>
public static class AnomalyDetector
{
    // Parts of more normal pictures take minutes: they are compared where somebody asks for it.
    private const int MostPictures = 2000;

    private const int Draws = 1000;

    /// <summary>Scores new samples.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="data">Normal and new samples; features of whole samples lie in memory.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Told how far it is, on the working thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The options are wrong, or the encoder has no parts to compare.</exception>
    /// <exception cref="DataException">The samples cannot be read.</exception>
    public static Task<DetectionResult> RunAsync(Encoder encoder, DetectionData data, DetectionOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(data);
        DetectionOptions checkedOptions = options ?? new();
        OptionsChecker.ThrowIfWrong(checkedOptions);
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Run(encoder, data, checkedOptions, progress, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static DetectionResult Run(Encoder encoder, DetectionData data, DetectionOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        List<string> notes = [.. data.Notes];
        string[] methods = Chosen(encoder, data, options, notes);
        bool?[] isNormal = [.. Enumerable.Range(0, data.Scored.Count).Select(data.IsNormal)];
        bool knows = isNormal.Contains(true) && isNormal.Contains(false);
        OriginScores own = new(FeatureOrigin.Encoder, data, options, progress, cancel);
        PartFeatures? parts = methods.Contains(DetectionOptions.Patches) ? PartFeatures.Of(encoder, options.Size) : null;
        MethodScores[] scores = Scores(own, (source, loader) => FeatureReader.Of(encoder, source, loader), parts);
        List<MethodResult> results = [.. scores.Select(score => Judge(score, FeatureOrigin.Encoder, isNormal, options))];
        if (!isNormal.Contains(true) && isNormal.Contains(false)) notes.Add("no new sample is of a normal class: how often normal ones would be alarms is known of the held-out ones alone");
        if (knows && options.Baselines)
        {
            using (Encoder fresh = encoder.AtRandomInitialisation(options.Seed, encoder.Backbone.Parameters().First().Device))
            {
                OriginScores random = new(FeatureOrigin.RandomInitialization, data, options, progress, cancel);
                results.AddRange(Scores(random, (source, loader) => FeatureReader.Of(fresh, source, loader), parts is null ? null : PartFeatures.Of(fresh, options.Size)).Select(score => Judge(score, FeatureOrigin.RandomInitialization, isNormal, options)));
            }
            OriginScores raw = new(FeatureOrigin.RawInput, data, options, progress, cancel);
            results.AddRange(Scores(raw, (source, loader) => FeatureReader.OfRawInput(encoder.Preprocessing, source, loader: loader), parts is null ? null : PartFeatures.OfRawInput(encoder.Preprocessing, options.Size)).Select(score => Judge(score, FeatureOrigin.RawInput, isNormal, options)));
        }

        MethodScores decides = scores[0];
        ConformalThreshold threshold = Threshold(decides, options);
        int[] samples = [.. Enumerable.Range(0, data.Scored.Count).Where(sample => !double.IsNaN(decides.Scored[sample])).OrderByDescending(sample => decides.Scored[sample])];
        return new()
        {
            Data = data.Fitted.Name,
            Score = data.Scored.Name,
            Fitted = own.Fitted,
            HeldOut = decides.Held.Count(score => !double.IsNaN(score)),
            FalseAlarms = options.FalseAlarms,
            Normal = data.NormalClasses,
            Method = decides.Method,
            Alarms = results[0].Alarms,
            Methods = results,
            Results = [.. samples.Select(sample => new ScoredSample(
                data.Scored.Id(sample), decides.Scored[sample], threshold.PValue(decides.Scored[sample]), decides.Scored[sample] > threshold.Value, ClassOf(data.Scored, sample), isNormal[sample],
                scores.Where(score => !double.IsNaN(score.Scored[sample])).ToDictionary(score => score.Method, score => score.Scored[sample])))],
            Notes = notes,
            Broken = [.. own.Broken],
            Samples = samples,
            Sources = data,
            Heat = parts is null ? null : new((ImageSource)data.Scored, own.HeatMaps, parts.Grid, parts.Plan, Median(own.NormalParts), Threshold(scores.First(score => score.Method == DetectionOptions.Patches), options).Value),
        };

        MethodScores[] Scores(OriginScores origin, Func<DataSource, Data.Loading.LoaderOptions, FeatureReader> reader, PartFeatures? parts)
        {
            List<MethodScores> found = [.. origin.Whole([.. methods.Where(method => method != DetectionOptions.Patches)], reader)];
            if (parts is not null) found.Add(origin.Parts(parts));
            return [.. methods.Select(method => found.First(score => score.Method == method))];
        }
    }

    private static string[] Chosen(Encoder encoder, DetectionData data, DetectionOptions options, List<string> notes)
    {
        bool hasParts = encoder.Backbone.HasMaps && data.Scored.Modality == Modality.Image;
        if (options.Method.Count > 0)
        {
            if (!hasParts && options.Method.Contains(DetectionOptions.Patches))
                throw new ConfigurationException([new("method", DetectionOptions.Patches, $"compares small parts of pictures, and a {encoder.Description.Backbone.Name} says nothing of parts of {data.Scored.Samples}; allowed here are {string.Join(", ", DetectionOptions.Methods.Where(name => name != DetectionOptions.Patches))}")]);
            return [.. options.Method.Distinct()];
        }
        bool few = data.Fitted.Count <= MostPictures;
        if (hasParts && !few) notes.Add($"{DetectionOptions.Patches} was left out: to compare the parts of {data.Fitted.Count:N0} normal pictures takes minutes; name it to do so");
        return [.. DetectionOptions.Methods.Where(method => method != DetectionOptions.Patches || (hasParts && few))];
    }

    private static MethodResult Judge(MethodScores scores, string features, bool?[] isNormal, DetectionOptions options)
    {
        double threshold = Threshold(scores, options).Value;
        int[] known = [.. Enumerable.Range(0, isNormal.Length).Where(sample => isNormal[sample] is not null && !double.IsNaN(scores.Scored[sample]))];
        int[] normal = [.. known.Where(sample => isNormal[sample] == true)], strange = [.. known.Where(sample => isNormal[sample] == false)];
        MethodResult result = new()
        {
            Method = scores.Method,
            Features = features,
            Threshold = threshold,
            Alarms = scores.Scored.Count(score => score > threshold),
            FalseAlarms = Share(normal),
            Found = Share(strange),
            Settings = scores.Settings,
        };
        if (normal.Length == 0 || strange.Length == 0) return result;
        bool[] answers = [.. known.Select(sample => isNormal[sample] == true)];
        int[] groups = [.. answers.Select(answer => answer ? 0 : 1)];
        DetectionTask task = new([.. known.Select(sample => scores.Scored[sample])], answers);
        DetectionFigures[] drawn = [.. Enumerable.Range(0, Draws).Select(draw => task.Resampled(Bootstrap.Times(groups, options.Seed, draw)))];
        return result with { Auroc = Figure(figures => figures.Auroc), Aupr = Figure(figures => figures.Aupr), Fpr95 = Figure(figures => figures.FalseAlarms) };

        DetectionFigure Figure(Func<DetectionFigures, double> of)
        {
            Interval interval = Bootstrap.Of(of(task.Figures), drawn.Select(of));
            return new(of(task.Figures), interval.Low, interval.High);
        }

        DetectionFigure? Share(int[] samples)
        {
            if (samples.Length == 0) return null;
            int alarms = samples.Count(sample => scores.Scored[sample] > threshold);
            Interval interval = Interval.Wilson(alarms, samples.Length);
            return new((double)alarms / samples.Length, interval.Low, interval.High);
        }
    }

    private static ConformalThreshold Threshold(MethodScores scores, DetectionOptions options)
    {
        double[] held = [.. scores.Held.Where(score => !double.IsNaN(score))];
        if (held.Length < ConformalThreshold.Needed(options.FalseAlarms))
            throw new DataException($"Of {scores.Held.Length} held-out normal samples {held.Length} can be read; {options.FalseAlarms} false alarms take {ConformalThreshold.Needed(options.FalseAlarms)}.");
        return new(held, options.FalseAlarms);
    }

    private static double Median(float[] values)
    {
        float[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private static string? ClassOf(DataSource source, int sample) => source.Label(sample) is int label && source.Classes is { } names && label < names.Count ? names[label] : null;
}
