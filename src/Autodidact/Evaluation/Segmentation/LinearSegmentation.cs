using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>
/// A linear classifier of the parts of pictures: logistic regression on the commonest class of each part, whose scores are enlarged to pixels (bilinear). Its penalty is
/// chosen by mean intersection over union on a fifth of the pictures that it is not fitted on, then it is fitted again on all of them.
/// </summary>
internal sealed class LinearSegmentation
{
    private const int ValidationEvery = 5;

    private readonly LinearClassifier _classifier;
    private readonly PartFeatures _parts;
    private readonly int _size, _classes;

    private LinearSegmentation(LinearClassifier classifier, PartFeatures parts, int size, int classes, double l2, double validated) =>
        (_classifier, _parts, _size, _classes, L2, Validated) = (classifier, parts, size, classes, l2, validated);

    /// <summary>The chosen penalty.</summary>
    public double L2 { get; }

    /// <summary>Mean intersection over union on the validation pictures when it was chosen; no number where there were none.</summary>
    public double Validated { get; }

    /// <summary>Fits the classifier.</summary>
    /// <param name="parts">How features were read.</param>
    /// <param name="features">Features of the pictures' parts, a row a picture.</param>
    /// <param name="masks">Their masks, of the same pictures in the same order.</param>
    /// <param name="seed">Decides which pictures validate.</param>
    /// <param name="cancel">Ends the fitting early.</param>
    public static LinearSegmentation Fit(PartFeatures parts, FeatureBatch features, MaskFrames masks, ulong seed, CancellationToken cancel)
    {
        int[] order = [.. Enumerable.Range(0, features.Samples.Count)];
        new Draws(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other).Shuffle(order.AsSpan());
        int[] held = [.. order[..(order.Length / ValidationEvery)].Order()], kept = [.. order[(order.Length / ValidationEvery)..].Order()];
        (double l2, double reached) = held.Length == 0 ? (LinearProbe.UnchosenL2, double.NaN) : Choose(parts, features, masks, kept, held, cancel);
        LabelledFeatures all = Rows(parts, features, masks, order);
        if (all.Count == 0) return new(new(new double[masks.Classes * parts.Dimension], new double[masks.Classes], parts.Dimension), parts, masks.Size, masks.Classes, l2, reached);
        Standardization standardization = new(all);
        using SoftmaxRegression problem = new(standardization.Apply(all));
        return new(standardization.Fold(problem.Fit(l2)), parts, masks.Size, masks.Classes, l2, reached);
    }

    /// <summary>The class of every pixel of a picture, <c>[size, size]</c>; -1 in a picture with features that are not finite.</summary>
    /// <param name="features">Features of the parts of pictures, a row a picture.</param>
    /// <param name="picture">Which row.</param>
    public long[] Predict(FeatureBatch features, int picture)
    {
        float[] values = features.Values.AsSpan(picture * features.Dimension, features.Dimension).ToArray();
        if (!FiniteRows.IsFinite(values)) return [.. Enumerable.Repeat(-1L, _size * _size)];
        float[] scores = _classifier.Scores(new(values, _parts.Dimension, new int[_parts.Rows * _parts.Columns], _classes));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor map = Tensor.From(scores, 1, _parts.Rows, _parts.Columns, _classes).Permute([0, 3, 1, 2]).Contiguous();
        return map.UpsampleBilinear2d([_size, _size], alignCorners: false).Argmax(1).ToArray<long>();
    }

    /// <summary>Measures on pictures.</summary>
    /// <param name="features">Features of their parts.</param>
    /// <param name="masks">Their masks, in the same order.</param>
    /// <param name="pictures">Which of them; null for all.</param>
    public Overlap Measure(FeatureBatch features, MaskFrames masks, int[]? pictures = null)
    {
        Overlap overlap = new(_classes);
        foreach (int picture in pictures ?? [.. Enumerable.Range(0, features.Samples.Count)]) overlap.Add(Predict(features, picture), masks.Frames[features.Samples[picture]]);
        return overlap;
    }

    private static (double L2, double Reached) Choose(PartFeatures parts, FeatureBatch features, MaskFrames masks, int[] kept, int[] held, CancellationToken cancel)
    {
        LabelledFeatures fitted = Rows(parts, features, masks, kept);
        if (fitted.Count == 0) return (LinearProbe.UnchosenL2, double.NaN);
        Standardization standardization = new(fitted);
        using SoftmaxRegression problem = new(standardization.Apply(fitted));
        (double l2, double reached, _) = LinearProbe.AlongPath(
            problem, [.. new LinearProbeOptions().L2.OrderDescending()],
            classifier => new LinearSegmentation(standardization.Fold(classifier), parts, masks.Size, masks.Classes, 0, double.NaN).Measure(features, masks, held).Mean, cancel);
        return (l2, reached);
    }

    /// <summary>A row for each part of some pictures whose class counts and whose features are finite; perhaps none.</summary>
    private static LabelledFeatures Rows(PartFeatures parts, FeatureBatch features, MaskFrames masks, int[] pictures)
    {
        int count = parts.Rows * parts.Columns;
        float[] values = new float[(long)pictures.Length * features.Dimension];
        List<int> labels = new(pictures.Length * count);
        foreach (int picture in pictures)
        {
            byte[] cells = masks.Cells(features.Samples[picture], parts.Rows, parts.Columns);
            for (int cell = 0; cell < count; cell++)
            {
                ReadOnlySpan<float> part = features.Values.AsSpan((picture * features.Dimension) + (cell * parts.Dimension), parts.Dimension);
                if (cells[cell] == MaskFrames.Ignored || !FiniteRows.IsFinite(part)) continue;
                part.CopyTo(values.AsSpan(labels.Count * parts.Dimension));
                labels.Add(cells[cell]);
            }
        }

        return new(values[..(labels.Count * parts.Dimension)], parts.Dimension, [.. labels], masks.Classes);
    }
}
