using System.Globalization;
using System.Text.RegularExpressions;
using Autodidact.Evaluation.Metrics;

namespace Autodidact.Tests.Golden;

/// <summary>Binds measures of detectors and of calibration.</summary>
internal static partial class DetectionCalibrationGolden
{
    private const string File = "metrics_detection_calibration";

    [GoldenCases(File, "ood_*")]
    private static void Detection(GoldenCase golden)
    {
        Separation separation = new(golden.Input("score_in").Values, golden.Input("score_out").Values);
        golden.Check("output/auroc", separation.Auroc);
        golden.Check("output/average_precision_in", separation.AveragePrecision);
        golden.Check("output/average_precision_out", separation.AveragePrecisionOfLow);
        golden.Check("output/aupr_trapezoid_in", separation.PrecisionRecallArea);
        golden.Check("output/fpr95", separation.FalseAlarmsAt());
        golden.Check("output/threshold95", separation.ThresholdAt());
        golden.Check("output/fpr_at_95_quantile", separation.FalseAlarmsAtQuantile());
        golden.Check("output/detection_error", separation.DetectionError);
    }

    [GoldenCases(File, "calibration_*")]
    private static void Calibrated(GoldenCase golden)
    {
        GoldenTensor logits = golden.Input("logits");
        int[] labels = Array.ConvertAll(golden.Input("labels").Integers, label => (int)label);
        (int classes, int bins) = ((int)logits.Shape[1], golden.Integer("n_bins"));
        Calibration calibration = new(logits.Floats, labels, classes);
        Confusion confusion = calibration.Confusion;
        golden.Check("output/ece", calibration.ExpectedError(bins));
        golden.Check("output/mce", calibration.MaximumError(bins));
        golden.Check("output/nll", calibration.NegativeLogLikelihood);
        golden.Check("output/brier", calibration.Brier);
        foreach (string expectation in golden.Expectations.Where(name => TopAccuracy().IsMatch(name)))
            golden.Check(expectation, calibration.TopAccuracy(int.Parse(TopAccuracy().Match(expectation).Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
        golden.Check("output/ovr_macro_auroc", calibration.MacroAuroc);
        golden.Check("output/confusion", Array.ConvertAll(confusion.Counts.ToArray(), count => (double)count));
        golden.Check("output/accuracy", confusion.Accuracy);
        golden.Check("output/balanced_accuracy", confusion.BalancedAccuracy);
        golden.Check("output/cohen_kappa", confusion.Kappa);
        golden.Check("output/f1_macro", confusion.MacroF1);
        if (!golden.Expects("output/optimal_temperature") && !golden.Expects("output/nll_at_optimal_temperature")) return;
        double temperature = TemperatureScaling.Fit(logits.Floats, labels, classes);
        golden.Check("output/optimal_temperature", temperature);
        golden.Check("output/nll_at_optimal_temperature", new Calibration(logits.Floats, labels, classes, temperature).NegativeLogLikelihood);
    }

    [GeneratedRegex(@"^output/top(\d+)_accuracy$")]
    private static partial Regex TopAccuracy();
}
