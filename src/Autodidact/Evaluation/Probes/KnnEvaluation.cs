namespace Autodidact.Evaluation.Probes;

/// <summary>Weighted nearest neighbours: nothing is learned, so the figure is the features' own.</summary>
public sealed class KnnEvaluation : FeatureEvaluation
{
    /// <inheritdoc/>
    public override string Name => "knn";

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(
        LabelledFeatures train, LabelledFeatures test, EvaluationOptions options, string features, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        KnnClassifier classifier = new(train, options.K, options.Temperature);
        KnnResult result = classifier.Measure(test, cancel);
        Dictionary<string, double> settings = new() { ["k"] = classifier.K, ["temperature"] = options.Temperature };
        yield return Accuracy("accuracy", features, result.Hits, test.Count, settings);
        // Among five of ten classes nearly everything is right.
        if (test.Classes > 10) yield return Accuracy("top5_accuracy", features, result.HitsAmongFive, test.Count, settings);
    }
}
