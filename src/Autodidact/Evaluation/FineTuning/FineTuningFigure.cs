namespace Autodidact.Evaluation.FineTuning;

/// <summary>The accuracy of one network over its seeds.</summary>
/// <param name="Start">What it began at: <see cref="FeatureOrigin.Encoder"/> or <see cref="FeatureOrigin.RandomInitialization"/>.</param>
/// <param name="Accuracy">Mean over the seeds.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Test samples.</param>
/// <param name="Runs">One a seed.</param>
public sealed record FineTuningFigure(string Start, double Accuracy, double Low, double High, int N, IReadOnlyList<FineTuningRun> Runs)
{
    /// <summary>Wilson's interval of one seed, over test samples; Student's of several, over seeds.</summary>
    internal static FineTuningFigure Of(string start, IReadOnlyList<FineTuningRun> runs)
    {
        double mean = runs.Average(run => run.Accuracy);
        Interval interval = runs.Count == 1 ? new(runs[0].Low, runs[0].High) : Interval.OfMean([.. runs.Select(run => run.Accuracy)]);
        return new(start, mean, Math.Max(0, interval.Low), Math.Min(1, interval.High), runs[0].N, runs);
    }
}
