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
    internal static FineTuningFigure Of(string start, IReadOnlyList<FineTuningRun> runs)
    {
        double[] accuracies = [.. runs.Select(run => run.Accuracy)];
        Interval interval = Interval.OverSeeds(accuracies, new(runs[0].Low, runs[0].High));
        return new(start, accuracies.Average(), interval.Low, interval.High, runs[0].N, runs);
    }
}
