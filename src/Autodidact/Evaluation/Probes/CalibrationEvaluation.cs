using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Probes;

/// <summary>Whether the linear probe is right as often as it says, as it is fitted and with its scores divided by a temperature that was fitted on validation rows.</summary>
public sealed class CalibrationEvaluation : FeatureEvaluation
{
    private const int Bins = 15;

    // Of the test part's rows, of which there must be some in each of ten groups.
    private const int FewestRows = 20;

    /// <inheritdoc/>
    public override string Name => "calibration";

    /// <inheritdoc/>
    public override bool IsUsual => true;

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        LabelledFeatures test = subject.Test;
        if (test.Count < FewestRows)
        {
            subject.Note($"{Name} was left out: {test.Count} test samples are too few, it takes {FewestRows}");
            yield break;
        }

        LinearProbeFit fit = subject.LinearProbe;
        float[] scores = fit.Classifier.Scores(test);
        Dictionary<string, double> asFitted = new() { ["l2"] = fit.L2, ["bins"] = Bins };
        Dictionary<string, double> scaled = new(asFitted) { ["temperature"] = fit.Temperature, ["validation_n"] = fit.ValidationCount };
        foreach (EvaluationRow row in Rows("", 1, asFitted)) yield return row;
        // Where nothing could be held out, there is nothing to fit a temperature on.
        foreach (EvaluationRow row in fit.ValidationCount > 0 ? Rows("_scaled", fit.Temperature, scaled) : []) yield return row;

        IEnumerable<EvaluationRow> Rows(string suffix, double temperature, Dictionary<string, double> settings)
        {
            Calibration[] without = [.. SampleGroups.LeavingOut(test.Count).Select(rows => Of(rows, temperature))];
            Calibration all = new(scores, test.Labels, test.Classes, temperature);
            yield return Row("ece", calibration => calibration.ExpectedError(Bins), isShare: true);
            yield return Row("nll", calibration => calibration.NegativeLogLikelihood, isShare: false);
            yield return Row("brier", calibration => calibration.Brier, isShare: false);

            EvaluationRow Row(string metric, Func<Calibration, double> figure, bool isShare)
            {
                Interval interval = Interval.OfGroups(figure(all), [.. without.Select(figure)]);
                return new(Name, subject.Origin, metric + suffix, figure(all), Math.Max(0, interval.Low), interval.High, test.Count, settings, isShare);
            }
        }

        Calibration Of(int[] rows, double temperature)
        {
            float[] chosen = new float[rows.Length * test.Classes];
            for (int i = 0; i < rows.Length; i++) scores.AsSpan(rows[i] * test.Classes, test.Classes).CopyTo(chosen.AsSpan(i * test.Classes));
            return new(chosen, [.. rows.Select(row => test.Labels[row])], test.Classes, temperature);
        }
    }
}
