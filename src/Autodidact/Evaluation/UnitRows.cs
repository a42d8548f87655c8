namespace Autodidact.Evaluation;

/// <summary>Rows of length one, between which the inner product is the cosine.</summary>
public static class UnitRows
{
    /// <summary>A copy of <paramref name="values"/> with each row divided by its Euclidean length; a row of zeros stays zero.</summary>
    /// <param name="values"><c>[count, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row.</param>
    public static float[] Of(ReadOnlySpan<float> values, int dimension)
    {
        float[] unit = values.ToArray();
        Scale(unit, dimension);
        return unit;
    }

    /// <summary>Divides each row by its Euclidean length, in place; a row of zeros stays zero.</summary>
    /// <param name="values"><c>[count, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row.</param>
    public static void Scale(Span<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        for (int number = 0; number < values.Length / dimension; number++)
        {
            Span<float> row = values.Slice(number * dimension, dimension);
            double squares = 0;
            foreach (float value in row) squares += (double)value * value;
            if (squares == 0) continue;
            double scale = 1 / Math.Sqrt(squares);
            for (int i = 0; i < row.Length; i++) row[i] = (float)(row[i] * scale);
        }
    }
}
