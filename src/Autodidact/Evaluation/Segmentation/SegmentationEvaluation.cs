using Autodidact.Data;
using Autodidact.Models;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>
/// What frozen features know of the parts of pictures: a linear classifier of the parts of an encoder's map says of every pixel what it shows, measured by mean
/// intersection over union, beside the same network at random initialisation and the pixels of square patches. The data that the card is of take no part.
/// </summary>
public sealed class SegmentationEvaluation : FeatureEvaluation
{
    // What features of all parts may take; three times as much is in use while the classifier is fitted.
    private const long MostNumbers = 50_000_000;
    private const int DoubledBelow = 64, Shown = 12;

    /// <inheritdoc/>
    public override string Name => "segmentation";

    /// <inheritdoc/>
    public override bool IsNamedBy(EvaluationOptions options) => options?.Segmentation is not null;

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        if (encoder.Preprocessing is not ImagePreprocessing) return $"cuts pictures into parts, and the encoder reads samples of the kind '{encoder.Preprocessing.Name}'";
        if (!encoder.Backbone.HasMaps) return $"needs features of the parts of a picture, which a {encoder.Description.Backbone.Name} has not";
        if (options.Segmentation is not string data) return "needs pictures with masks (segmentation)";
        try
        {
            Open(data, Split.Train);
            Open(data, Split.Test);
            return null;
        }
        catch (DataException wrong)
        {
            return $"cannot use '{data}': {wrong.Message}";
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        EvaluationOptions options = subject.Options;
        int size = options.SegmentationSize ?? UsualSize(((ImagePreprocessing)subject.Preprocessing).Size);
        PartFeatures parts = new(subject, size);
        (MaskFrames masks, FeatureBatch features) = Read(Split.Train);
        (MaskFrames testMasks, FeatureBatch testFeatures) = Read(Split.Test);
        MaskFrames[] numbered = MaskFrames.Numbered(masks, testMasks);
        (masks, testMasks) = (numbered[0], numbered[1]);
        subject.Report("segmentation, fitting");
        LinearSegmentation fitted = LinearSegmentation.Fit(parts, features, masks, options.Seed, subject.Cancel);
        Overlap overlap = fitted.Measure(testFeatures, testMasks);
        Note(masks, testMasks);
        if (subject.Origin == FeatureOrigin.Encoder && options.SegmentationPicture is string file)
            SegmentationSheet.Write(file, Open(options.Segmentation!, Split.Test), testMasks, testFeatures, fitted, Shown);

        Dictionary<string, double> settings = new() { ["l2"] = fitted.L2, ["size"] = size, ["rows"] = parts.Rows, ["columns"] = parts.Columns, ["train"] = features.Samples.Count };
        if (double.IsFinite(fitted.Validated)) settings["validation_miou"] = fitted.Validated;
        Dictionary<string, double> ofClasses = Enumerable.Range(0, masks.Classes).Where(label => double.IsFinite(overlap.Of(label))).ToDictionary(label => $"class_{label}", overlap.Of);
        (Interval mean, Interval accuracy) = overlap.Intervals(options.Seed);
        yield return new(Name, subject.Origin, "miou", overlap.Mean, mean.Low, mean.High, overlap.Count, settings, Details: ofClasses);
        yield return new(Name, subject.Origin, "pixel_accuracy", overlap.PixelAccuracy, accuracy.Low, accuracy.High, overlap.Count, settings);

        (MaskFrames Masks, FeatureBatch Features) Read(Split split)
        {
            MaskedSource source = Open(options.Segmentation!, split);
            int most = (int)Math.Max(2, MostNumbers / ((long)parts.Rows * parts.Columns * parts.Dimension));
            string part = split.ToString().ToLowerInvariant();
            if (source.Count > most)
                subject.Note($"segmentation takes {most:N0} of {source.Count:N0} {part} pictures of {subject.Origin}: features of {parts.Rows} x {parts.Columns} parts of more do not fit into the memory it takes (segmentation_size)");
            foreach (string note in source.Notes) subject.Note($"segmentation: {note}");
            MaskFrames read = MaskFrames.Read(source, size, most, subject.Cancel);
            FeatureBatch features = parts.Read(source, read.Pictures, done => subject.Report($"segmentation, {part} pictures", done, read.Pictures.Length), subject.Cancel);
            int spoilt = features.Samples.Count - FiniteRows.Find(features.Values, features.Dimension).Length;
            if (spoilt > 0) subject.Note($"segmentation: {spoilt} of {features.Samples.Count} {part} pictures have features of {subject.Origin} that are not finite numbers: nothing is fitted on such parts, and no pixel of a picture with them is right");
            return (read, features);
        }

        // What the commonest class alone would reach says where figures begin.
        void Note(MaskFrames train, MaskFrames test)
        {
            long[] counts = new long[train.Classes];
            foreach (byte[] frame in train.Frames)
                foreach (byte value in frame)
                    if (value < counts.Length) counts[value]++;
            long[] commonest = [.. Enumerable.Repeat((long)Array.IndexOf(counts, counts.Max()), size * size)];
            Overlap everywhere = new(train.Classes);
            foreach (byte[] frame in test.Frames) everywhere.Add(commonest, frame);
            subject.Note(FormattableString.Invariant($"segmentation: the commonest class everywhere would reach a miou of {everywhere.Mean:0.000} and a pixel accuracy of {everywhere.PixelAccuracy:0.000}"));
        }
    }

    private static int UsualSize(int own) => own < DoubledBelow ? 2 * own : own;

    private static MaskedSource Open(string data, Split split) =>
        (MaskedSource)DataSources.Open(data.StartsWith("masks:", StringComparison.OrdinalIgnoreCase) ? data : $"masks:{data}", split);
}
