using System.Numerics;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Rows of length 1, whose inner product is the cosine of their angle.</summary>
internal static class UnitLength
{
    /// <summary>Scales rows in place; a row of zeros stays one.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>.</param>
    /// <param name="dimension">Numbers in a row.</param>
    public static void Scale(Span<float> rows, int dimension)
    {
        for (int start = 0; start < rows.Length; start += dimension)
        {
            Span<float> row = rows.Slice(start, dimension);
            float length = MathF.Sqrt(SquaredLength(row));
            if (length <= 0) continue;
            for (int i = 0; i < row.Length; i++) row[i] /= length;
        }
    }

    private static float SquaredLength(ReadOnlySpan<float> row)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> some = new(row[i..]);
            sums += some * some;
        }
        float sum = Vector.Sum(sums);
        for (; i < row.Length; i++) sum += row[i] * row[i];
        return sum;
    }
}
