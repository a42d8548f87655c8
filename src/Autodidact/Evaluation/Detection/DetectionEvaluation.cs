namespace Autodidact.Evaluation.Detection;

/// <summary>What evaluations of detectors have in common: rows with intervals over test samples.</summary>
public abstract class DetectionEvaluation : FeatureEvaluation
{
    /// <summary>Rows for AUROC, AUPR and FPR95 of one score, each the mean over tasks that share their samples.</summary>
    /// <param name="score">What it is called.</param>
    /// <param name="features">Whose features they are.</param>
    /// <param name="tasks">At least one, all of the same samples.</param>
    /// <param name="draws">How often each sample comes, draw by draw.</param>
    /// <param name="settings">What the score was fitted with.</param>
    /// <param name="cancel">Checked between draws.</param>
    private protected IEnumerable<EvaluationRow> Rows(
        string score, string features, IReadOnlyList<DetectionTask> tasks, IReadOnlyList<int[]> draws, IReadOnlyDictionary<string, double> settings, CancellationToken cancel)
    {
        DetectionFigures mean = DetectionFigures.Mean([.. tasks.Select(task => task.Figures)]);
        DetectionFigures[] drawn = new DetectionFigures[draws.Count];
        Parallel.For(0, drawn.Length, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, draw => drawn[draw] = DetectionFigures.Mean([.. tasks.Select(task => task.Resampled(draws[draw]))]));
        return
        [
            Row("auroc", figures => figures.Auroc),
            Row("aupr", figures => figures.Aupr),
            Row("fpr95", figures => figures.FalseAlarms),
        ];

        EvaluationRow Row(string metric, Func<DetectionFigures, double> of)
        {
            Interval interval = Bootstrap.Of(of(mean), drawn.Select(of));
            return new(Name, features, $"{score}_{metric}", of(mean), interval.Low, interval.High, draws[0].Length, settings);
        }
    }
}
