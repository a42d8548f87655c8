using Autodidact.Evaluation.Probes;

namespace Autodidact.Evaluation;

/// <summary>One way to measure what frozen features are worth. A new one is a class of its own and a line in <see cref="All"/>.</summary>
public abstract class FeatureEvaluation
{
    /// <summary>Every evaluation, in the order of a card.</summary>
    public static IReadOnlyList<FeatureEvaluation> All { get; } = [new KnnEvaluation(), new LinearEvaluation()];

    /// <summary>The name on the command line and in results.</summary>
    public abstract string Name { get; }

    /// <summary>Fits and chooses on <paramref name="train"/> alone, then measures on <paramref name="test"/>.</summary>
    /// <param name="train">Features to learn from.</param>
    /// <param name="test">Features to measure on, of the same classes.</param>
    /// <param name="options">Hyperparameters and seed.</param>
    /// <param name="features">Whose features they are, for the rows.</param>
    /// <param name="cancel">Ends the work early.</param>
    public abstract IEnumerable<EvaluationRow> Measure(
        LabelledFeatures train, LabelledFeatures test, EvaluationOptions options, string features, CancellationToken cancel);

    /// <summary>A row for the share of test samples that were predicted rightly, with its Wilson interval.</summary>
    protected EvaluationRow Accuracy(string metric, string features, int hits, int count, IReadOnlyDictionary<string, double> settings)
    {
        Interval interval = Interval.Wilson(hits, count);
        return new(Name, features, metric, (double)hits / count, interval.Low, interval.High, count, settings);
    }
}
