namespace Autodidact.Evaluation.Probes;

/// <summary>A linear probe: what one linear layer can read out of the features.</summary>
public sealed class LinearEvaluation : FeatureEvaluation
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(
        LabelledFeatures train, LabelledFeatures test, EvaluationOptions options, string features, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(test);
        LinearProbeFit fit = LinearProbe.Fit(train, new LinearProbeOptions { Seed = options.Seed }, cancel);
        Dictionary<string, double> settings = new() { ["l2"] = fit.L2, ["validation_n"] = fit.ValidationCount };
        if (fit.ValidationCount > 0) settings["validation_accuracy"] = fit.ValidationAccuracy;
        yield return Accuracy("accuracy", features, fit.Classifier.Measure(test).Hits, test.Count, settings);
    }
}
