using Autodidact.Engine;
using Autodidact.Configuration;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Comparison;

/// <summary>
/// Measures the encoders of runs and keeps the figures in their folders, so that nothing is measured twice. Baselines, which are
/// those of all runs with one network, are measured once for all runs of this object.
/// </summary>
/// <param name="options">What to measure and how.</param>
/// <param name="note">Told what a person should know, such as that a folder cannot be written.</param>
public sealed class RunEvaluator(EvaluationOptions options, Action<string>? note = null)
{
    private readonly Dictionary<string, EvaluationRow[]> _baselines = [];

    /// <summary>The card of a run's encoder, from its folder where it has all of it.</summary>
    /// <param name="run">The run; it has an encoder.</param>
    /// <param name="parts">Labelled data.</param>
    /// <param name="progress">Told how far it is, on the measuring thread.</param>
    /// <param name="cancel">Ends the measurement early.</param>
    /// <exception cref="FileNotFoundException">The run has no encoder yet.</exception>
    public async Task<EvaluationCard> MeasureAsync(RunFolder run, LabelledParts parts, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(parts);
        OptionsChecker.ThrowIfWrong(options);
        EvaluationStore store = EvaluationStore.ReadOrForget(run, note);
        string data = StoredEvaluation.DataOf(parts), settings = StoredEvaluation.SettingsOf(options);
        string weights = EvaluationStore.EncoderOf(run) ?? "";
        if (store.Find(data, weights, settings) is { } known && known.Has(FeatureEvaluation.Asked(options), options.Baselines)) return known.Card;

        using Encoder encoder = Encoder.Load(run.Encoder, TorchRuntime.DeviceFor(options.Device));
        string network = $"{data} {settings} {OptionsJson.Write(encoder.Description.Backbone)} {OptionsJson.Write(encoder.Preprocessing)} {string.Join(',', FeatureEvaluation.Asked(options))}";
        bool shares = _baselines.TryGetValue(network, out EvaluationRow[]? shared);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, parts, options with { Baselines = options.Baselines && !shares }, progress, cancel);
        if (options.Baselines && shares) card = card with { Results = [.. card.Results, .. shared!], Baselines = card.Evaluations };
        else if (options.Baselines) _baselines[network] = [.. card.Results.Where(row => row.Features != FeatureOrigin.Encoder)];
        Keep(run, store, new(data, weights, settings, DateTimeOffset.UtcNow, card));
        return card;
    }

    /// <summary>Keeps a card that was measured otherwise.</summary>
    public void Keep(RunFolder run, LabelledParts parts, EvaluationCard card)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (EvaluationStore.EncoderOf(run) is not string weights) return;
        Keep(run, EvaluationStore.ReadOrForget(run, note), new(StoredEvaluation.DataOf(parts), weights, StoredEvaluation.SettingsOf(options), DateTimeOffset.UtcNow, card));
    }

    // The figures themselves are what was asked for; a folder that may only be read is no reason to lose them.
    private void Keep(RunFolder run, EvaluationStore store, StoredEvaluation measured)
    {
        try
        {
            store.Add(measured);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            note?.Invoke($"The figures are not kept in {run.Path}: {error.Message}");
        }
    }
}
