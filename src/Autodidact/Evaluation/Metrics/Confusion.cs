namespace Autodidact.Evaluation.Metrics;

/// <summary>Which classes were taken for which: a number for every pair of classes.</summary>
public sealed class Confusion
{
    private readonly long[] _counts;

    /// <param name="labels">The class of each sample, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="classes">Classes there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are so many classes that a number for each pair of them does not fit into one array.</exception>
    /// <exception cref="ArgumentException">They are not equally many, or none, or a class is out of range.</exception>
    public Confusion(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if ((long)classes * classes > Array.MaxLength) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"At most {(int)Math.Sqrt(Array.MaxLength)} classes can be held against each other.");
        if (labels.Length != predictions.Length || labels.IsEmpty) throw new ArgumentException($"{predictions.Length} predictions cannot be held against {labels.Length} labels.", nameof(predictions));
        (_counts, Classes, Count) = (new long[classes * classes], classes, labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes || (uint)predictions[i] >= (uint)classes)
                throw new ArgumentException($"Sample {i} is of class {labels[i]} and was taken for {predictions[i]}; with {classes} classes, 0 to {classes - 1} are allowed.", nameof(labels));
            _counts[(labels[i] * classes) + predictions[i]]++;
        }
    }

    /// <summary>Classes there are.</summary>
    public int Classes { get; }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>All counts, <c>[classes, predictions]</c>, row-major.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Samples of a class that were taken for another, or itself.</summary>
    public long this[int label, int prediction] => _counts[(label * Classes) + prediction];

    /// <summary>Share of samples that were predicted rightly, 0..1.</summary>
    public double Accuracy => (double)Right() / Count;

    /// <summary>Mean, over the classes that occur, of the share of a class that was predicted rightly, 0..1.</summary>
    public double BalancedAccuracy => Enumerable.Range(0, Classes).Where(label => OfClass(label) > 0).Average(label => (double)this[label, label] / OfClass(label));

    /// <summary>Agreement beside that of chance, at most 1. Cohen 1960.</summary>
    public double Kappa
    {
        get
        {
            double chance = Enumerable.Range(0, Classes).Sum(label => (double)OfClass(label) / Count * Predicted(label) / Count);
            return chance == 1 ? 1 : (Accuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Mean, over the classes that occur or were predicted, of the harmonic mean of precision and recall, 0..1.</summary>
    public double MacroF1 => Enumerable.Range(0, Classes).Where(label => OfClass(label) + Predicted(label) > 0).Average(label => 2.0 * this[label, label] / (OfClass(label) + Predicted(label)));

    private long Right() => Enumerable.Range(0, Classes).Sum(label => this[label, label]);

    private long OfClass(int label) => Enumerable.Range(0, Classes).Sum(prediction => this[label, prediction]);

    private long Predicted(int prediction) => Enumerable.Range(0, Classes).Sum(label => this[label, prediction]);
}
