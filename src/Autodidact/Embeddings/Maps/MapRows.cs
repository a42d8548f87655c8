namespace Autodidact.Embeddings.Maps;

/// <summary>What every method asks of the rows it lays out.</summary>
internal static class MapRows
{
    /// <summary>How many rows there are.</summary>
    /// <exception cref="ArgumentException">There is none, or not whole rows, or a number is none.</exception>
    public static int Check(ReadOnlySpan<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.IsEmpty || values.Length % dimension != 0) throw new ArgumentException($"{values.Length} numbers are not one or more rows of {dimension}.", nameof(values));
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) throw new ArgumentException($"Number {i % dimension} of row {i / dimension} is {values[i]}; only finite numbers have neighbours.", nameof(values));
        return values.Length / dimension;
    }
}
