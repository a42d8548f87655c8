namespace Autodidact.Evaluation;

/// <summary>Rows that numbers can be made of: a network that has diverged gives others too.</summary>
public static class FiniteRows
{
    /// <summary>The rows without an infinity or NaN in them; the same features where all are.</summary>
    public static LabelledFeatures Of(LabelledFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        int[] rows = Find(features.Values, features.Dimension);
        return rows.Length == features.Count ? features : features.Rows(rows);
    }

    /// <summary>The numbers of the rows without an infinity or NaN in them, rising.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    public static int[] Find(ReadOnlySpan<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        List<int> rows = new(values.Length / dimension);
        for (int row = 0; row < values.Length / dimension; row++)
        {
            if (IsFinite(values.Slice(row * dimension, dimension))) rows.Add(row);
        }
        return [.. rows];
    }

    /// <summary>Whether there is no infinity and no NaN in a row.</summary>
    public static bool IsFinite(ReadOnlySpan<float> row)
    {
        bool isFinite = true;
        foreach (float value in row) isFinite &= float.IsFinite(value);
        return isFinite;
    }
}
