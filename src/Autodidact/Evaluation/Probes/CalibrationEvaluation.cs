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
        if (subject.FiniteTrain.Count == 0 || FiniteRows.Find(test.Values, test.Dimension).Length < test.Count)
        {
            subject.Note($"{Name} was left out of {subject.Origin}: of features that are not finite numbers a probe says nothing");
            yield break;
        }

        float[] scores = fit.Classifier.Scores(test);
        subject.Note($"{Name}: ece sums up distances, so that chance alone lifts it above 0; what a probe with the same confidences would reach that is right exactly as often as it says is the row's if_calibrated. Its interval says how it scatters, and leaves that out");
        Dictionary<string, double> asFitted = new() { ["l2"] = fit.L2, ["bins"] = Bins };
        Dictionary<string, double> scaled = new(asFitted) { ["temperature"] = fit.Temperature, ["validation_n"] = fit.ValidationCount };
        foreach (EvaluationRow row in Rows("", 1, asFitted)) yield return row;
        // Where nothing could be held out, there is nothing to fit a temperature on.
        foreach (EvaluationRow row in fit.ValidationCount > 0 ? Rows("_scaled", fit.Temperature, scaled) : []) yield return row;

        IEnumerable<EvaluationRow> Rows(string suffix, double temperature, Dictionary<string, double> settings)
        {
            // Figures alone are kept: with many classes, ten sets of probabilities are gigabytes.
            Figures[] without = [.. SampleGroups.LeavingOut(test.Count).Select(rows => Without(rows, temperature))];
            Calibration calibration = new(scores, test.Labels, test.Classes, temperature);
            Figures all = Figures.Of(calibration);
            yield return Row("ece", figures => figures.Ece, most: 1) with
            {
                IsShare = true,
                Details = new Dictionary<string, double> { ["if_calibrated"] = calibration.ExpectedErrorIfCalibrated(Bins, subject.Options.Seed) },
            };
            yield return Row("nll", figures => figures.Nll, double.PositiveInfinity);
            yield return Row("brier", figures => figures.Brier, most: 2);

            EvaluationRow Row(string metric, Func<Figures, double> of, double most)
            {
                Interval interval = Interval.OfGroups(of(all), [.. without.Select(of)]);
                return new(Name, subject.Origin, metric + suffix, of(all), Math.Max(0, interval.Low), Math.Min(most, interval.High), test.Count, settings, IsShare: false);
            }
        }

        Figures Without(int[] rows, double temperature)
        {
            subject.Cancel.ThrowIfCancellationRequested();
            float[] chosen = new float[rows.Length * test.Classes];
            for (int i = 0; i < rows.Length; i++) scores.AsSpan(rows[i] * test.Classes, test.Classes).CopyTo(chosen.AsSpan(i * test.Classes));
            return Figures.Of(new(chosen, [.. rows.Select(row => test.Labels[row])], test.Classes, temperature));
        }
    }

    private readonly record struct Figures(double Ece, double Nll, double Brier)
    {
        public static Figures Of(Calibration calibration) => new(calibration.ExpectedError(Bins), calibration.NegativeLogLikelihood, calibration.Brier);
    }
}
