namespace Autodidact.Evaluation.Detection;

/// <summary>What evaluations of detectors have in common: rows with intervals over test samples.</summary>
public abstract class DetectionEvaluation : FeatureEvaluation
{
    /// <summary>Rows for AUROC, AUPR and FPR95 of one score, each the mean over tasks that share their samples.</summary>
    /// <param name="score">What it is called.</param>
    /// <param name="features">Whose features they are.</param>
    /// <param name="sum">Of at least one task.</param>
    /// <param name="settings">What the score was fitted with.</param>
    private protected IEnumerable<EvaluationRow> Rows(string score, string features, DetectionSum sum, IReadOnlyDictionary<string, double> settings)
    {
        (DetectionFigures mean, DetectionFigures[] drawn) = (sum.Mean, [.. sum.Drawn]);
        return
        [
            Row("auroc", figures => figures.Auroc),
            Row("aupr", figures => figures.Aupr),
            Row("fpr95", figures => figures.FalseAlarms),
        ];

        EvaluationRow Row(string metric, Func<DetectionFigures, double> of)
        {
            Interval interval = Bootstrap.Of(of(mean), drawn.Select(of));
            return new(Name, features, $"{score}_{metric}", of(mean), interval.Low, interval.High, sum.Samples, settings);
        }
    }
}
