namespace Autodidact.Evaluation.Probes;

/// <summary>A linear probe: what one linear layer can read out of the features.</summary>
public sealed class LinearEvaluation : FeatureEvaluation
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override bool IsUsual => true;

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        LinearProbeFit fit = subject.LinearProbe;
        Dictionary<string, double> settings = new() { ["l2"] = fit.L2, ["validation_n"] = fit.ValidationCount };
        if (fit.ValidationCount > 0) settings["validation_accuracy"] = fit.ValidationAccuracy;
        yield return Accuracy("accuracy", subject.Origin, fit.Classifier.Measure(subject.Test).Hits, subject.Test.Count, settings);
    }
}
