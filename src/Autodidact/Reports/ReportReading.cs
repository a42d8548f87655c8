using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Reports;

/// <summary>Reads what a report is about. Of all that a run's folder may lack or hold in a damaged state, only what was asked for by name is required.</summary>
internal static class ReportReading
{
    /// <summary>Reads run, encoder, card and samples.</summary>
    /// <exception cref="ConfigurationException">There is neither run nor encoder, or the data that were named cannot be used.</exception>
    public static ReportSubject Read(string path, ReportOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        RunFolder? run = RunFolder.IsRun(path) ? RunFolder.Open(path) : null;
        if (run is null && !Encoder.IsIn(path))
            throw new ConfigurationException([new("run", path, Directory.Exists(path) ? "holds neither a run nor an encoder; name the folder that 'pretrain' made" : "does not exist; 'autodidact runs' lists those there are")]);
        PretrainOptions? recipe = run is null ? null : Try(run.ReadRecipe, out _);
        Encoder? encoder = Try(() => Encoder.Load(run?.Encoder ?? path, TorchRuntime.DeviceFor(options.Device)), out string? encoderProblem);
        try
        {
            string? data = options.Data ?? recipe?.Data ?? Known(encoder?.Description.Provenance.Data), samplesProblem = null;
            if (encoder is null && options.Data is not null && run is null) throw new ConfigurationException([new("run", path, encoderProblem!)]);
            string? divergence = null;
            ReportSamples? samples = null;
            if (encoder is not null && data is null) samplesProblem = "The folder does not say what was learned from; name samples with --data.";
            else if (encoder is not null)
            {
                try
                {
                    samples = Try(() => ReportSamples.Read(encoder, data!, options, progress, cancel), out samplesProblem);
                }
                catch (NotFiniteNumberException diverged)
                {
                    // No fault of the data: that is what a report is to show.
                    divergence = diverged.Message;
                }
            }
            // What was named and cannot be used is a mistake; what a run remembers may be gone.
            if (options.Data is not null && samplesProblem is not null) throw new ConfigurationException([new("data", options.Data, samplesProblem)]);
            if (samplesProblem is not null && data is not null) samplesProblem = $"The data that the run learned from cannot be read: {samplesProblem} Name samples with --data.";
            (EvaluationCard? card, DateTimeOffset? time, string? cardProblem) = encoder is null ? (null, null, null) : Card(run, encoder, data, samples, options, progress, cancel);
            return new()
            {
                Run = run,
                Recipe = recipe,
                Information = run is null ? null : Try(() => RunInformation.Read(run), out _),
                Metrics = run is not null && File.Exists(run.Metrics) ? [.. MetricsLog.Read(run.Metrics)] : [],
                Encoder = encoder,
                EncoderProblem = encoderProblem,
                Samples = samples,
                SamplesProblem = samplesProblem ?? divergence,
                Card = card,
                CardTime = time,
                CardProblem = cardProblem is null ? null : divergence ?? cardProblem,
                Options = options,
                Progress = progress,
                Cancel = cancel,
            };
        }
        catch
        {
            encoder?.Dispose();
            throw;
        }
    }

    // The newest card of this encoder that is known: of the data that were named where they were named.
    private static (EvaluationCard? Card, DateTimeOffset? Time, string? Problem) Card(RunFolder? run, Encoder encoder, string? data, ReportSamples? samples, ReportOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        string? weights = run is null ? null : EvaluationStore.EncoderOf(run);
        LabelledParts? parts = samples?.Fit is null ? null : Try(() => LabelledParts.Open(data!, encoder.Preprocessing.Name), out _);
        string? wanted = options.Data is null || parts is null ? null : StoredEvaluation.DataOf(parts);
        StoredEvaluation? stored = run is null ? null : EvaluationStore.ReadOrForget(run).Entries.LastOrDefault(entry => entry.Encoder == weights && (wanted is null || entry.Data == wanted));
        if (stored is not null) return (stored.Card, stored.Measured, null);
        if (parts is null) return (null, null, "Nobody has measured this encoder, and the data have no labels to measure it by: autodidact evaluate RUN --data LABELLED, then write the report again.");
        if (!options.Measure) return (null, null, "Nobody has measured this encoder: autodidact evaluate RUN does, then write the report again.");
        // What takes seconds; a whole card is for 'evaluate', which adds to these figures.
        EvaluationOptions evaluation = new() { With = ["knn", "linear"], Threads = options.Threads, Device = options.Device, Batch = options.Batch };
        EvaluationCard card = (run is null ? Evaluator.MeasureAsync(encoder, parts, evaluation, progress, cancel) : new RunEvaluator(evaluation).MeasureAsync(run, parts, progress, cancel)).GetAwaiter().GetResult();
        return (card, DateTimeOffset.UtcNow, null);
    }

    private static string? Known(string? words) => string.IsNullOrEmpty(words) ? null : words;

    private static T? Try<T>(Func<T?> read, out string? problem) where T : class
    {
        problem = null;
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or DataException or ConfigurationException or Engine.Modules.StateMismatchException)
        {
            problem = error.Message;
            return null;
        }
    }
}
