using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Whether a classifier is right as often as it says: its class scores read as logits, in double precision.</summary>
public sealed class Calibration
{
    private const int CalibratedDraws = 20;

    private readonly double[] _probabilities, _logProbabilities;
    private readonly int[] _labels, _predictions;
    private readonly int _classes;
    private Confusion? _confusion;

    /// <param name="logits">Scores before the softmax, <c>[rows, classes]</c>, row-major.</param>
    /// <param name="labels">The class of each row, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes there are, at least 1.</param>
    /// <param name="temperature">Divides the logits, above 0 (<see cref="TemperatureScaling"/>).</param>
    /// <exception cref="ArgumentException">There are not so many scores, or no row, or a label is out of range.</exception>
    public Calibration(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int classes, double temperature = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (labels.IsEmpty || logits.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{labels.Length} labels need {labels.Length} rows of {classes} scores; there are {logits.Length} scores.", nameof(logits));
        (_labels, _classes) = (labels.ToArray(), classes);
        int wrong = Array.FindIndex(_labels, label => (uint)label >= (uint)classes);
        if (wrong >= 0) throw new ArgumentException($"Sample {wrong} is of class {_labels[wrong]}; with {classes} classes, 0 to {classes - 1} are allowed.", nameof(labels));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor scores = Tensor.From(logits, labels.Length, classes).To(ScalarType.Float64);
        _predictions = Array.ConvertAll(scores.Argmax(1).ToArray<long>(), prediction => (int)prediction);
        Tensor logProbabilities = (scores / temperature).LogSoftmax(1);
        (_logProbabilities, _probabilities) = (logProbabilities.ToArray<double>(), logProbabilities.Exp().ToArray<double>());
    }

    /// <summary>Which classes were taken for which; made when it is asked for, as it takes a number for every pair of classes.</summary>
    public Confusion Confusion => _confusion ??= new(_labels, _predictions, _classes);

    /// <summary>NLL: mean negative logarithm of the probability of the label, in nats.</summary>
    public double NegativeLogLikelihood => -Rows.Average(row => _logProbabilities[(row * _classes) + _labels[row]]);

    /// <summary>Mean squared distance of the probabilities from the label's one-hot vector, 0..2. Brier 1950.</summary>
    public double Brier => Rows.Average(row => Enumerable.Range(0, _classes).Sum(label =>
    {
        double miss = _probabilities[(row * _classes) + label] - (label == _labels[row] ? 1 : 0);
        return miss * miss;
    }));

    /// <summary>ECE: how far confidence and accuracy lie apart, averaged over samples in bins of confidence, 0..1. Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599, eq. 3.</summary>
    /// <param name="bins">Bins of equal width, each with its upper end.</param>
    public double ExpectedError(int bins = 15) => Reliability(bins).Sum(bin => (double)bin.Count / _labels.Length * bin.Gap);

    /// <summary>
    /// What <see cref="ExpectedError"/> would be, on the average, if every prediction were right with the probability that is said of it: 0..1, above 0 since distances are summed up whichever way they
    /// go, and the larger the fewer samples there are.
    /// </summary>
    /// <param name="bins">Bins of equal width.</param>
    /// <param name="seed">Decides which predictions would be right, in each of twenty draws.</param>
    public double ExpectedErrorIfCalibrated(int bins = 15, ulong seed = 0) => Enumerable.Range(0, CalibratedDraws).Average(draw =>
    {
        Draws draws = new(new DrawKey(seed, draw, 0, View: 5), DrawPurpose.Other);
        return Reliability(bins, row => draws.Chance(_probabilities[(row * _classes) + _predictions[row]])).Sum(bin => (double)bin.Count / _labels.Length * bin.Gap);
    });

    /// <summary>MCE: how far they lie apart in the worst bin, 0..1. Few samples in a bin make it large.</summary>
    /// <param name="bins">Bins of equal width.</param>
    public double MaximumError(int bins = 15) => Reliability(bins).Max(bin => bin.Gap);

    /// <summary>What was said and what was so, in bins of the largest probability: the reliability diagram. Bins without a sample are left out.</summary>
    /// <param name="bins">Bins of equal width, at least 1, each with its upper end.</param>
    public IReadOnlyList<ReliabilityBin> Reliability(int bins = 15) => Reliability(bins, row => _predictions[row] == _labels[row]);

    private IReadOnlyList<ReliabilityBin> Reliability(int bins, Func<int, bool> isRight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] confidence = new double[bins];
        int[] hits = new int[bins], counts = new int[bins];
        for (int row = 0; row < _labels.Length; row++)
        {
            double most = _probabilities[(row * _classes) + _predictions[row]];
            int bin = Math.Clamp((int)Math.Ceiling(most * bins) - 1, 0, bins - 1);
            confidence[bin] += most;
            counts[bin]++;
            if (isRight(row)) hits[bin]++;
        }
        return [.. Enumerable.Range(0, bins).Where(bin => counts[bin] > 0).Select(bin =>
            new ReliabilityBin((double)bin / bins, (bin + 1.0) / bins, counts[bin], confidence[bin] / counts[bin], (double)hits[bin] / counts[bin]))];
    }

    /// <summary>Share of rows whose class is among the <paramref name="k"/> with the highest scores, 0..1; ties count for the row.</summary>
    public double TopAccuracy(int k) => Rows.Average(row =>
    {
        ReadOnlySpan<double> scores = _logProbabilities.AsSpan(row * _classes, _classes);
        int ahead = 0;
        foreach (double score in scores) ahead += score > scores[_labels[row]] ? 1 : 0;
        return ahead < k ? 1.0 : 0.0;
    });

    /// <summary>Mean, over the classes, of the AUROC by which a class's probability tells it from all others, 0..1; NaN where not two classes occur.</summary>
    public double MacroAuroc
    {
        get
        {
            List<double> areas = [];
            for (int label = 0; label < _classes; label++)
            {
                double[] own = [.. Rows.Where(row => _labels[row] == label).Select(row => _probabilities[(row * _classes) + label])];
                double[] others = [.. Rows.Where(row => _labels[row] != label).Select(row => _probabilities[(row * _classes) + label])];
                if (own.Length > 0 && others.Length > 0) areas.Add(new Separation(own, others).Auroc);
            }
            return areas.Count == 0 ? double.NaN : areas.Average();
        }
    }

    private IEnumerable<int> Rows => Enumerable.Range(0, _labels.Length);
}
