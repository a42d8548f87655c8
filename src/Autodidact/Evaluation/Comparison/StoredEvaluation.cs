using System.Globalization;

namespace Autodidact.Evaluation.Comparison;

/// <summary>A card that was measured before, with what it depends on.</summary>
/// <param name="Data">Fingerprints of the training and the test part.</param>
/// <param name="Encoder">SHA-256 of the weights.</param>
/// <param name="Settings">The options that figures depend on, as a text.</param>
/// <param name="Measured">When, in UTC.</param>
/// <param name="Card">The figures.</param>
public sealed record StoredEvaluation(string Data, string Encoder, string Settings, DateTimeOffset Measured, EvaluationCard Card)
{
    /// <summary>What figures depend on besides encoder and data.</summary>
    public static string SettingsOf(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return string.Join(' ',
        [
            $"limit={Or(options.Limit, "none")}",
            $"seed={options.Seed}",
            $"k={Or(options.K, "chosen")}",
            $"temperature={Or(options.Temperature, "chosen")}",
            $"test_share={Or<double>(options.TestShare, "")}",
            $"raw_input_size={options.RawInputSize}",
            $"robustness_pictures={options.RobustnessPictures}",
            $"cue_pictures={options.CuePictures}",
            $"transfer={Path(string.Join('|', options.Transfer))}",
            $"segmentation={Path(options.Segmentation)}",
            $"segmentation_size={Or(options.SegmentationSize, "own")}",
            $"ood={Path(options.Ood)}",
            $"beside={Path(options.Beside)}",
        ]);

        // Settings are told apart at spaces.
        static string Path(string? path) => string.IsNullOrEmpty(path) ? "none" : path.Replace(' ', '+');

        static string Or<T>(T? value, string otherwise) where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? otherwise;
    }

    /// <summary>What figures depend on of the data.</summary>
    public static string DataOf(LabelledParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return $"{parts.Train.Fingerprint}; {parts.Test.Fingerprint}";
    }

    /// <summary>Whether the card has all that is asked for.</summary>
    /// <param name="with">Names of evaluations.</param>
    /// <param name="baselines">Whether random initialisation and raw input are wanted too.</param>
    public bool Has(IEnumerable<string> with, bool baselines)
    {
        string[] origins = baselines ? [FeatureOrigin.Encoder, FeatureOrigin.RandomInitialization, FeatureOrigin.RawInput] : [FeatureOrigin.Encoder];
        return with.All(name => (Card.Evaluations.Contains(name) && (!baselines || Card.Baselines.Contains(name)))
            || origins.All(origin => Card.Results.Any(row => row.Evaluation == name && row.Features == origin)));
    }
}
