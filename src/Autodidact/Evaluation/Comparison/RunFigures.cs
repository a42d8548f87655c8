using Autodidact.Configuration;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Comparison;

/// <summary>What is known of a run.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Recipe">What it was made with.</param>
/// <param name="Information">What came of it.</param>
/// <param name="Rankme">RankMe of its encoder; null where it was not measured.</param>
/// <param name="Lidar">LiDAR of its encoder; null where it was not measured.</param>
/// <param name="Card">What its encoder is worth on labelled data; null where that was not measured.</param>
public sealed record RunFigures(RunFolder Run, PretrainOptions Recipe, RunInformation Information, double? Rankme, double? Lidar, EvaluationCard? Card)
{
    /// <summary>With which settings <see cref="Card"/> was measured, as <see cref="StoredEvaluation.SettingsOf"/> writes them; null where nobody knows.</summary>
    public string? MeasuredWith { get; init; }

    /// <summary>The network and the preprocessing that are kept; null where there is no encoder yet.</summary>
    public EncoderDescription? Encoder { get; init; }

    /// <summary>Reads what lies in a run's folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="note">Told about a damaged file of figures, which is taken for none.</param>
    /// <param name="settings">Figures that were measured with these settings (<see cref="StoredEvaluation.SettingsOf"/>) go before newer ones with others.</param>
    /// <exception cref="ConfigurationException">There is no run, or its recipe cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    public static RunFigures Read(RunFolder run, Action<string>? note = null, string? settings = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        PretrainOptions recipe = run.ReadRecipe();
        RunInformation information = RunInformation.Read(run) ?? new RunInformation();
        List<(long Step, IReadOnlyDictionary<string, double> Figures)> lines = File.Exists(run.Metrics) ? [.. MetricsLog.Read(run.Metrics)] : [];
        // The encoder is that of the best step, and figures of later steps are not its own.
        long through = recipe.Keep == CheckpointPolicy.Best
            ? lines.Where(line => line.Figures.ContainsKey(recipe.KeepBy)).Select(line => (line.Step, Score: line.Figures[recipe.KeepBy])).OrderByDescending(line => line.Score).ThenBy(line => line.Step).FirstOrDefault((long.MaxValue, 0)).Item1
            : long.MaxValue;
        string? encoder = EvaluationStore.EncoderOf(run);
        StoredEvaluation[] known = [.. EvaluationStore.ReadOrForget(run, note).Entries.Where(entry => entry.Encoder == encoder)];
        StoredEvaluation? stored = known.LastOrDefault(entry => entry.Settings == settings) ?? known.LastOrDefault();
        return new(run, recipe, information, Last(RankMeObserver.Figure), Last(LidarObserver.Figure), stored?.Card) { MeasuredWith = stored?.Settings, Encoder = DescriptionOf(run, note) };

        double? Last(string figure)
        {
            double[] values = [.. lines.Where(line => line.Step <= through && line.Figures.TryGetValue(figure, out double value) && double.IsFinite(value)).Select(line => line.Figures[figure])];
            return values.Length > 0 ? values[^1] : null;
        }
    }

    private static EncoderDescription? DescriptionOf(RunFolder run, Action<string>? note)
    {
        if (EvaluationStore.EncoderOf(run) is null) return null;
        try
        {
            return Models.Encoder.ReadDescription(run.Encoder);
        }
        catch (ConfigurationException damaged)
        {
            note?.Invoke($"{run.Encoder}: {damaged.Message}");
            return null;
        }
    }

    /// <summary>An accuracy with its interval over test pictures; null where it was not measured.</summary>
    /// <param name="evaluation">Its name, such as <c>knn</c>.</param>
    /// <param name="features">One of the names of <see cref="FeatureOrigin"/>.</param>
    public (double Value, Interval? Own)? Accuracy(string evaluation, string features = FeatureOrigin.Encoder) =>
        Card?.Results.FirstOrDefault(row => row.Evaluation == evaluation && row.Features == features && row.Metric == "accuracy") is { } row
            ? (row.Value, new Interval(row.Low, row.High))
            : null;
}
