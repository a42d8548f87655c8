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
    /// <summary>Reads what lies in a run's folder.</summary>
    /// <exception cref="Configuration.ConfigurationException">There is no run, or its recipe cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    public static RunFigures Read(RunFolder run, Action<string>? note = null)
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
        StoredEvaluation? stored = EvaluationStore.ReadOrForget(run, note).Entries.LastOrDefault(entry => entry.Encoder == encoder);
        return new(run, recipe, information, Last(RankMeObserver.Figure), Last(LidarObserver.Figure), stored?.Card);

        double? Last(string figure)
        {
            double[] values = [.. lines.Where(line => line.Step <= through && line.Figures.TryGetValue(figure, out double value) && double.IsFinite(value)).Select(line => line.Figures[figure])];
            return values.Length > 0 ? values[^1] : null;
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
