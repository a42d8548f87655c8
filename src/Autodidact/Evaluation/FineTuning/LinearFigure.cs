namespace Autodidact.Evaluation.FineTuning;

/// <summary>The accuracy of a linear classifier on features that stay as they are, with the labels that networks were fine-tuned on.</summary>
/// <param name="Features">Of what: <see cref="FeatureOrigin.Encoder"/> or <see cref="FeatureOrigin.RawInput"/>.</param>
/// <param name="Accuracy">Mean over the seeds.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Test samples.</param>
public sealed record LinearFigure(string Features, double Accuracy, double Low, double High, int N)
{
    /// <param name="features">Of what.</param>
    /// <param name="hits">Test samples that were predicted rightly, one number a seed.</param>
    /// <param name="count">Test samples.</param>
    internal static LinearFigure Of(string features, IReadOnlyList<int> hits, int count)
    {
        double[] accuracies = [.. hits.Select(right => (double)right / count)];
        Interval interval = Interval.OverSeeds(accuracies, Interval.Wilson(hits[0], count));
        return new(features, accuracies.Average(), interval.Low, interval.High, count);
    }
}
