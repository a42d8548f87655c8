namespace Autodidact.Evaluation.Probes;

/// <summary>Weighted nearest neighbours: nothing is learned but how many vote and how sharply, so the figure is the features' own.</summary>
public sealed class KnnEvaluation : FeatureEvaluation
{
    /// <inheritdoc/>
    public override string Name => "knn";

    /// <inheritdoc/>
    public override bool IsUsual => true;

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (EvaluationOptions options, LabelledFeatures test) = (subject.Options, subject.Test);
        KnnChoice choice = KnnChoice.Of(subject.Train, options.K, options.Temperature, options.Seed, subject.Cancel);
        KnnClassifier classifier = new(subject.Train, choice.K, choice.Temperature);
        KnnResult result = classifier.Measure(test, subject.Cancel);
        Dictionary<string, double> settings = new() { ["k"] = classifier.K, ["temperature"] = choice.Temperature, ["validation_n"] = choice.ValidationCount };
        if (choice.ValidationCount > 0) settings["validation_accuracy"] = choice.ValidationAccuracy;
        yield return Accuracy("accuracy", subject.Origin, result.Hits, test.Count, settings);
        // Among five of ten classes nearly everything is right.
        if (test.Classes > 10) yield return Accuracy("top5_accuracy", subject.Origin, result.HitsAmongFive, test.Count, settings);
    }
}
