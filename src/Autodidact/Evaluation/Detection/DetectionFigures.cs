using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Detection;

/// <summary>How well scores of strangeness tell what is not normal from what is.</summary>
/// <param name="Auroc">The chance that something not normal scores above something normal, 0..1; 0.5 is guessing.</param>
/// <param name="Aupr">Average precision of what is not normal, 0..1; its share of all samples is guessing.</param>
/// <param name="FalseAlarms">FPR95: the share of what is not normal that passes as normal where the threshold lets 95 % of the normal pass, 0..1; lower is better.</param>
public readonly record struct DetectionFigures(double Auroc, double Aupr, double FalseAlarms)
{
    /// <summary>Those of two groups of scores, of which what is not normal ought to score higher.</summary>
    /// <param name="normalHigh">The normal group as the high one, so with its scores turned round.</param>
    public static DetectionFigures Of(Separation normalHigh)
    {
        ArgumentNullException.ThrowIfNull(normalHigh);
        return new(normalHigh.Auroc, normalHigh.AveragePrecisionOfLow, normalHigh.FalseAlarmsAt());
    }

    /// <summary>The sum with those of another task, on the way to a mean.</summary>
    internal DetectionFigures Plus(DetectionFigures other) => new(Auroc + other.Auroc, Aupr + other.Aupr, FalseAlarms + other.FalseAlarms);

    /// <summary>A sum divided by the number of tasks in it: their mean.</summary>
    internal DetectionFigures Over(int tasks) => new(Auroc / tasks, Aupr / tasks, FalseAlarms / tasks);
}
