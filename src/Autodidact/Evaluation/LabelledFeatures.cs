namespace Autodidact.Evaluation;

/// <summary>Features of samples whose classes are known.</summary>
public sealed class LabelledFeatures
{
    /// <param name="values">Features <c>[count, dimension]</c>, row-major; taken over without a copy.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="labels">The class of each row, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes there are, at least 1; not each of them need occur.</param>
    /// <exception cref="ArgumentException">Rows and labels do not fit, or a label is out of range.</exception>
    public LabelledFeatures(float[] values, int dimension, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (values.Length != (long)labels.Length * dimension)
            throw new ArgumentException($"{labels.Length} labels need {labels.Length} rows of {dimension} numbers; there are {values.Length} numbers.", nameof(values));
        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
            throw new ArgumentException($"Label {wrong} is {labels[wrong]}; with {classes} classes, 0 to {classes - 1} are allowed.", nameof(labels));
        (Values, Dimension, Labels, Classes) = (values, dimension, labels, classes);
    }

    /// <summary>Features <c>[count, dimension]</c>, row-major.</summary>
    public float[] Values { get; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>Classes there are.</summary>
    public int Classes { get; }

    /// <summary>Rows.</summary>
    public int Count => Labels.Length;

    /// <summary>One row, <c>[dimension]</c>.</summary>
    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Dimension, Dimension);

    /// <summary>The rows of these numbers, in this order, as a copy.</summary>
    public LabelledFeatures Rows(ReadOnlySpan<int> indices)
    {
        float[] values = new float[indices.Length * Dimension];
        int[] labels = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(values.AsSpan(i * Dimension));
            labels[i] = Labels[indices[i]];
        }

        return new(values, Dimension, labels, Classes);
    }
}
